import { toErrorInfo, type ErrorInfo } from '#core/domain/errors';
import type { Comparison } from '#shared/contracts/runs';
import { client } from '../../client';

/** What main finds of two runs on the same test pictures; the last pair asked for is the one that counts. */
export class PairComparison {
  found = $state.raw<Comparison | null>(null);
  error = $state.raw<ErrorInfo | null>(null);

  #question = 0;

  constructor(pair: () => { first: string; second: string }) {
    $effect(() => void this.#load(pair()));
  }

  async #load(pair: { first: string; second: string }): Promise<void> {
    const question = ++this.#question;
    this.found = null;
    this.error = null;
    try {
      const found = await client.runs.compare(pair);
      if (question === this.#question) this.found = found;
    } catch (error) {
      if (question === this.#question) this.error = toErrorInfo(error);
    }
  }
}
