import { pictureBytes, type TrainingData } from '../../domain/data-set';
import { nodes } from '../../graph/program/node-names';
import { vector, type Feed, type Run } from './graph-session';
import type { SessionPictures } from './session-pictures';

/** How much of a set that is read from a file is in TensorFlow at a time: a second or so of training. */
export const usualChunkBytes = 64 << 20;

/** How many pictures a chunk of so many bytes has: whole batches, at least one. */
export function picturesInChunk(bytes: number, { dataSet }: TrainingData, batchSize: number): number {
  return Math.max(1, Math.floor(bytes / pictureBytes(dataSet.shape) / batchSize)) * batchSize;
}

/**
 * The next pictures of the epoch's order, for a set that is read from a file: each chunk holds the same part of the order wherever
 * training begins, and each batch the same pictures as if all were there.
 */
export class ChunkedPictures implements SessionPictures {
  readonly held: number;
  readonly #run: Run;
  readonly #train: TrainingData['train'];
  readonly #bytes: number;
  readonly #batchSize: number;
  /** [held × bytes of a picture]; the last chunk of an epoch leaves the end as it was. */
  readonly #pixels: Uint8Array;
  readonly #labels: Int32Array;
  /** 0, 1, 2, … */
  readonly #positions: Int32Array;
  /** Indices of the pictures that are there. */
  #loaded = new Int32Array();

  /** `held` is a multiple of `batchSize`. */
  constructor(run: Run, { dataSet, train }: TrainingData, batchSize: number, held: number) {
    this.held = held;
    this.#run = run;
    this.#train = train;
    this.#bytes = pictureBytes(dataSet.shape);
    this.#batchSize = batchSize;
    this.#pixels = new Uint8Array(held * this.#bytes);
    this.#labels = new Int32Array(held);
    this.#positions = Int32Array.from({ length: held }, (_, position) => position);
  }

  *parts(order: Int32Array, first: number, count: number): Generator<Int32Array> {
    const end = Math.min((first + count) * this.#batchSize, order.length);
    for (let at = first * this.#batchSize; at < end;) {
      const begin = at - (at % this.held);
      this.#load(order.subarray(begin, begin + this.held));
      const next = Math.min(begin + this.held, end);
      yield this.#positions.subarray(at - begin, next - begin);
      at = next;
    }
  }

  judged(indices: Int32Array): Record<string, Feed> {
    return {
      [nodes.judgedPixels]: {
        shape: [indices.length, this.#bytes],
        values: this.#train.pictures.read(indices),
      },
      [nodes.judgedLabels]: vector(this.#labelsOf(indices)),
    };
  }

  #load(indices: Int32Array): void {
    if (isSame(indices, this.#loaded)) return;
    this.#loaded = new Int32Array();
    this.#train.pictures.read(indices, this.#pixels);
    this.#labels.set(this.#labelsOf(indices));
    const feeds = {
      [nodes.pixels]: { shape: [this.held, this.#bytes], values: this.#pixels },
      [nodes.labels]: vector(this.#labels),
    };
    this.#run(feeds, [nodes.dataLoaded]);
    this.#loaded = indices.slice();
  }

  #labelsOf(indices: Int32Array): Int32Array {
    return Int32Array.from(indices, (index) => this.#train.labels[index]!);
  }
}

const isSame = (a: Int32Array, b: Int32Array): boolean =>
  a.length === b.length && a.every((value, at) => value === b[at]);
