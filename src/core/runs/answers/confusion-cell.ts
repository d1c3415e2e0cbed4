import type { LabelledPictures, ModelTask } from '../../domain/data-set';
import { mostLikely } from '../../evaluation/most-likely';
import { checkCount } from './answers';

export interface CellQuery {
  trueClass: number;
  predictedClass: number;
  offset: number;
  limit: number;
}

export interface CellPage {
  total: number;
  /** Positions in the test file. */
  indices: number[];
  /** [count × bytes of a picture] */
  pixels: Uint8Array;
  /** [count][classes] */
  probabilities: number[][];
}

/** The test pictures of one cell of the confusion matrix, surest answer first. `probabilities` is [n × classes]. */
export function confusionCell(
  dataSet: ModelTask,
  test: LabelledPictures,
  probabilities: Float32Array,
  query: CellQuery,
): CellPage {
  const classes = dataSet.classes.length;
  checkCount({ probabilities }, test.labels.length, classes);
  const rowOf = (index: number): Float32Array =>
    probabilities.subarray(index * classes, (index + 1) * classes);
  const sureness = (index: number): number => rowOf(index)[query.predictedClass] ?? 0;
  const members: number[] = [];
  for (const [index, label] of test.labels.entries())
    if (label === query.trueClass && mostLikely(rowOf(index)) === query.predictedClass) members.push(index);
  members.sort((a, b) => sureness(b) - sureness(a) || a - b);
  const indices = members.slice(query.offset, query.offset + query.limit);
  const pixels = test.pictures.read(Int32Array.from(indices));
  return { total: members.length, indices, pixels, probabilities: indices.map((index) => [...rowOf(index)]) };
}
