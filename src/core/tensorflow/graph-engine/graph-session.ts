import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GraphDescription } from '../../graph/graph-description';
import type { TensorflowBinding } from '../library/tensorflow-binding';
import { engineFailure, modelTooLarge, type Shortage } from '../session/engine-failure';
import { savedModelTag, writeSavedModel } from './saved-model-writer';

export type Values = Float32Array | Int32Array | Uint8Array;

/** A tensor to feed; `values` must stay as they are until the call returns. */
export interface Feed {
  shape: number[];
  values: Values;
}

/**
 * A graph loaded into a TensorFlow session of its own. Inputs and outputs are gone when a call returns; the variables live
 * until `dispose`.
 */
export class GraphSession {
  readonly #binding: TensorflowBinding;
  #id: number | null;

  private constructor(binding: TensorflowBinding, id: number) {
    this.#binding = binding;
    this.#id = id;
  }

  static async load(binding: TensorflowBinding, graph: GraphDescription): Promise<GraphSession> {
    const folder = await mkdtemp(join(tmpdir(), `wardrobe-graph-${process.pid}-`));
    try {
      await writeSavedModel(folder, graph);
      return new GraphSession(binding, binding.loadSavedModel(folder, savedModelTag));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /**
   * Runs what the nodes in `fetches` need, with the nodes in `feeds` replaced, and returns their first outputs in order.
   * Throws TensorFlow's own error; the addon then leaks the inputs, so check them before.
   */
  run(feeds: Readonly<Record<string, Feed>>, fetches: readonly string[]): Values[] {
    if (this.#id === null) throw new Error('This session has been closed.');
    const binding = this.#binding;
    const tensors: number[] = [];
    try {
      for (const { shape, values } of Object.values(feeds))
        tensors.push(binding.createTensor(shape, this.#dtype(values), values));
      const fed = Object.keys(feeds);
      const results = binding.runSavedModel(this.#id, tensors.slice(), refs(fed), refs(fetches));
      tensors.push(...results.map(({ id }) => id));
      return results.map(({ id }) => binding.tensorDataSync(id));
    } finally {
      for (const id of tensors) binding.deleteTensor(id);
    }
  }

  dispose(): void {
    if (this.#id !== null) this.#binding.deleteSavedModel(this.#id);
    this.#id = null;
  }

  #dtype(values: Values): number {
    if (values instanceof Float32Array) return this.#binding.TF_FLOAT;
    return values instanceof Int32Array ? this.#binding.TF_INT32 : this.#binding.TF_UINT8;
  }
}

export type Run = (
  feeds: Readonly<Record<string, Feed>>,
  fetches: readonly string[],
  shortage?: Shortage,
) => Values[];

/** `run` of a session whose errors are in words for people; `shortage` says what memory ran out for. */
export const runOf =
  (graph: GraphSession): Run =>
  (feeds, fetches, shortage = modelTooLarge) => {
    try {
      return graph.run(feeds, fetches);
    } catch (error) {
      throw engineFailure(error, 'TensorFlow', shortage);
    }
  };

const refs = (names: readonly string[]): string => names.map((name) => `${name}:0`).join();

export const vector = (values: Int32Array): Feed => ({ shape: [values.length], values });
export const scalar = (values: Values | undefined): number => values?.[0] ?? Number.NaN;
