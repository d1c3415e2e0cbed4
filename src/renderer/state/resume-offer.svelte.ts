import { toErrorInfo, fromErrorInfo, type ErrorInfo } from '#core/domain/errors';
import type { RunSummary } from '#shared/contracts/runs';
import { client } from '../client';
import { LeftRuns } from './left-runs';
import { runsState } from './runs-state.svelte';

/** The run that was broken off last and can go on, as after a crash or a power cut: it is offered until it is left. */
class ResumeOffer {
  readonly #leftRuns = new LeftRuns();
  #left = $state.raw(this.#leftRuns.all());

  /** Null when there is none. */
  run = $derived(
    (runsState.all ?? []).find((run) => isBrokenOff(run) && !this.#left.includes(run.id)) ?? null,
  );

  /** The run that was removed last, while it can be put back. */
  removed = $state.raw<RunSummary | null>(null);
  error = $state.raw<ErrorInfo | null>(null);

  remove(run: RunSummary): Promise<void> {
    return this.#tell(async () => {
      const { failed } = await client.runs.remove({ ids: [run.id] });
      if (failed[0]) throw fromErrorInfo(failed[0].error);
      this.removed = run;
    });
  }

  putBack({ id }: RunSummary): Promise<void> {
    return this.#tell(async () => {
      const { failed } = await client.runs.putBack({ ids: [id] });
      if (failed[0]) throw fromErrorInfo(failed[0].error);
      this.removed = null;
    });
  }

  /** Leaves it as it is, also after the next start. */
  leave(id: string): void {
    this.#left = this.#leftRuns.add(id);
  }

  async #tell(command: () => Promise<void>): Promise<void> {
    this.error = null;
    try {
      await command();
    } catch (error) {
      this.error = toErrorInfo(error);
    }
  }
}

const isBrokenOff = ({ status, resumable }: RunSummary): boolean =>
  status === 'interrupted' && resumable !== null;

export const resumeOffer = new ResumeOffer();
