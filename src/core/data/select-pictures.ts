import type { Labels, DataSetPictures } from '../domain/data-set';
import { countClasses } from './count-classes';
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
  labels: Labels;
  /** [count × bytes of a picture] */
  pixels: Uint8Array;
}

/** How many pictures of each class each part has, for this validation fraction. */
export function countSplit(dataset: DataSetPictures, validationFraction: number): SplitCounts {
  const { train, validation } = splitTraining(dataset.train.labels, validationFraction);
  const classes = dataset.dataSet.classes.length;
  return {
    train: countClasses(dataset.train.labels, classes, train),
    validation: countClasses(dataset.train.labels, classes, validation),
    test: countClasses(dataset.test.labels, classes),
  };
}

/** A page of pictures of one part, of one class or of all, in the order of the file. */
export function selectPictures(dataset: DataSetPictures, query: PictureQuery): PicturePage {
  const pictures = query.part === 'test' ? dataset.test : dataset.train;
  const members = partIndices(dataset, query).filter(
    (index) => query.classIndex === null || pictures.labels[index] === query.classIndex,
  );
  const indices = members.subarray(query.offset, query.offset + query.limit);
  return {
    total: members.length,
    indices: [...indices],
    labels: Uint16Array.from(indices, (index) => pictures.labels[index]!),
    pixels: pictures.pictures.read(indices),
  };
}

function partIndices(dataset: DataSetPictures, { part, validationFraction }: PictureQuery): Int32Array {
  if (part === 'test') return Int32Array.from(dataset.test.labels, (_, index) => index);
  return splitTraining(dataset.train.labels, validationFraction)[part];
}
