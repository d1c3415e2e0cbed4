import type { Model } from './worker-messages';

/** A run's model, asked of main once. */
export class ModelSource {
  readonly #read: (input: { id: string }) => Promise<Omit<Model, 'runId'>>;
  #latest: { runId: string; model: Promise<Model> } | null = null;

  constructor(read: (input: { id: string }) => Promise<Omit<Model, 'runId'>>) {
    this.#read = read;
  }

  /** The same object for the same run, until another is asked for or reading it failed. */
  of(runId: string): Promise<Model> {
    if (this.#latest?.runId === runId) return this.#latest.model;
    const model = this.#read({ id: runId }).then((read) => ({ runId, ...read }));
    const latest = { runId, model };
    this.#latest = latest;
    model.catch(() => {
      if (this.#latest === latest) this.#latest = null;
    });
    return model;
  }
}
