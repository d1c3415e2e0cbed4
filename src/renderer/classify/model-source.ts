import type { RunSummary } from '#shared/contracts/runs';
import { modelKey } from '../state/model-key';
import type { Model } from './worker-messages';

/** A run's model, asked of main once for all the weights it has had. */
export class ModelSource {
  readonly #read: (input: { id: string }) => Promise<Omit<Model, 'key'>>;
  #latest: { key: string; model: Promise<Model> } | null = null;

  constructor(read: (input: { id: string }) => Promise<Omit<Model, 'key'>>) {
    this.#read = read;
  }

  /** The same object for the same weights, until others are asked for or reading them failed. */
  of(run: RunSummary): Promise<Model> {
    const key = modelKey(run);
    if (this.#latest?.key === key) return this.#latest.model;
    const model = this.#read({ id: run.id }).then((read) => ({ key, ...read }));
    const latest = { key, model };
    this.#latest = latest;
    model.catch(() => {
      if (this.#latest === latest) this.#latest = null;
    });
    return model;
  }
}
