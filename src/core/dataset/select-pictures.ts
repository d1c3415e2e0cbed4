import type { LabelledPictures, Dataset } from '../domain/data-set';
import { countClasses } from './count-classes';
import { imageBytes } from './fashion-mnist';
import { splitTraining } from './split';

export interface SplitCounts {
  train: number[];
  validation: number[];
  test: number[];
}

export interface PictureQuery {
  part: 'train' | 'validation' | 'test';
  /** Null for all classes. */
  classIndex: number | null;
  validationFraction: number;
  offset: number;
  limit: number;
}

export interface PicturePage {
  /** How many there are of this part and class. */
  total: number;
  /** Positions in the training or test file. */
  indices: number[];
  labels: Uint8Array;
  /** [count × 784] */
  pixels: Uint8Array;
}

/** How many pictures of each class each part has, for this validation fraction. */
export function countSplit(dataset: Dataset, validationFraction: number): SplitCounts {
  const { train, validation } = splitTraining(dataset.train.labels, validationFraction);
  return {
    train: countClasses(dataset.train.labels, train),
    validation: countClasses(dataset.train.labels, validation),
    test: countClasses(dataset.test.labels),
  };
}

/** A page of pictures of one part, of one class or of all, in the order of the file. */
export function selectPictures(dataset: Dataset, query: PictureQuery): PicturePage {
  const pictures = query.part === 'test' ? dataset.test : dataset.train;
  const members = partIndices(dataset, query).filter(
    (index) => query.classIndex === null || pictures.labels[index] === query.classIndex,
  );
  const indices = members.subarray(query.offset, query.offset + query.limit);
  return { total: members.length, indices: [...indices], ...copyPictures(pictures, indices) };
}

function partIndices(dataset: Dataset, { part, validationFraction }: PictureQuery): Int32Array {
  if (part === 'test') return Int32Array.from(dataset.test.labels, (_, index) => index);
  return splitTraining(dataset.train.labels, validationFraction)[part];
}

/** Copies, so that a page sent to another process doesn't take the whole data set with it. */
function copyPictures(pictures: LabelledPictures, indices: Int32Array): LabelledPictures {
  const labels = new Uint8Array(indices.length);
  const pixels = new Uint8Array(indices.length * imageBytes);
  for (const [position, index] of indices.entries()) {
    labels[position] = pictures.labels[index] ?? 0;
    pixels.set(pictures.pixels.subarray(index * imageBytes, (index + 1) * imageBytes), position * imageBytes);
  }
  return { labels, pixels };
}
