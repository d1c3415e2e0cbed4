import type { Labels, LabelledPictures, ModelTask } from '../../domain/data-set';
import { changedPictures, type Change } from '../../evaluation/compare-answers';

export interface ChangedQuery {
  change: Change;
  offset: number;
  limit: number;
}

/** Pictures that one of two runs gets right and the other wrong. */
export interface ChangedPage {
  total: number;
  /** Positions in the test file. */
  indices: number[];
  labels: Labels;
  /** [count × bytes of a picture] */
  pixels: Uint8Array;
  /** [count][classes], of the first run and of the second. */
  first: number[][];
  second: number[][];
}

/** A page of them, surest right answer first. `first` and `second` are [n × classes]. */
export function changedPage(
  dataSet: ModelTask,
  test: LabelledPictures,
  first: Float32Array,
  second: Float32Array,
  { change, offset, limit }: ChangedQuery,
): ChangedPage {
  const classes = dataSet.classes.length;
  const all = changedPictures(test.labels, first, second, { change, classes });
  const indices = all.slice(offset, offset + limit);
  const pixels = test.pictures.read(Int32Array.from(indices));
  const answers = (probabilities: Float32Array) =>
    indices.map((index) => [...probabilities.subarray(index * classes, (index + 1) * classes)]);
  return {
    total: all.length,
    indices,
    labels: Uint16Array.from(indices, (index) => test.labels[index]!),
    pixels,
    first: answers(first),
    second: answers(second),
  };
}
