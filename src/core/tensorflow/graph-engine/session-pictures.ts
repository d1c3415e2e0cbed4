import { pictureBytes, type TrainingData } from '../../domain/data-set';
import { readRange } from '../../domain/picture-source';
import { nodes } from '../../graph/program/node-names';
import { vector, type Feed, type Run } from './graph-session';

/** The pictures that a session has in TensorFlow, and where in there those are that it trains on. */
export interface SessionPictures {
  /** How many are there at a time. */
  readonly held: number;
  /**
   * For `count` batches of an epoch's order from batch `first` on: their positions among those held, in parts, in that order. They
   * are there until the next part is asked for. Throws WardrobeError('disk').
   */
  parts(order: Int32Array, first: number, count: number): Iterable<Int32Array>;
  /** What to feed to judge these pictures. Throws WardrobeError('disk'). */
  judged(indices: Int32Array): Record<string, Feed>;
}

/** All pictures of a set that lies in memory. */
export class WholeSet implements SessionPictures {
  readonly held: number;
  readonly #batchSize: number;

  constructor(run: Run, { dataSet, train }: TrainingData, batchSize: number) {
    this.held = train.pictures.count;
    this.#batchSize = batchSize;
    const feeds = {
      [nodes.pixels]: {
        shape: [this.held, pictureBytes(dataSet.shape)],
        values: readRange(train.pictures, 0, this.held),
      },
      [nodes.labels]: vector(Int32Array.from(train.labels)),
    };
    run(feeds, [nodes.dataLoaded]);
  }

  parts(order: Int32Array, first: number, count: number): Iterable<Int32Array> {
    return [order.subarray(first * this.#batchSize, (first + count) * this.#batchSize)];
  }

  judged(indices: Int32Array): Record<string, Feed> {
    return { [nodes.judged]: vector(indices) };
  }
}
