import { toErrorInfo, type ErrorInfo } from '../../domain/errors';

/** What was done with several runs: one that fails does not keep the others. */
export interface Outcomes {
  done: string[];
  failed: { id: string; error: ErrorInfo }[];
}

/** Does `work` with each run in turn. */
export async function withEach(
  ids: Iterable<string>,
  work: (id: string) => Promise<void>,
): Promise<Outcomes> {
  const outcomes: Outcomes = { done: [], failed: [] };
  for (const id of ids) {
    try {
      await work(id);
      outcomes.done.push(id);
    } catch (error) {
      outcomes.failed.push({ id, error: toErrorInfo(error) });
    }
  }
  return outcomes;
}
