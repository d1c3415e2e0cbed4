import type { PictureSource } from './picture-source';

/** Every picture of a data set has this shape, in pixels; values are bytes, row by row, the channels of a pixel together. */
export interface PictureShape {
  height: number;
  width: number;
  channels: number;
}

/**
 * How a picture from outside becomes one of the set. 'product-photo' trims, fits, negates and turns to grey, as
 * `core/image/prepare-picture` says. 'whole' shrinks it until all of it fits and continues its background to the edges, 'middle'
 * cuts out the middle that fills the shape, both as `core/image/fit-picture` says.
 */
export const preparations = ['product-photo', 'whole', 'middle'] as const;
export type Preparation = (typeof preparations)[number];

/** What there is to say about a data set without its pictures. Plain data, handed on as a value. */
export interface DataSet {
  id: string;
  /** For people. */
  name: string;
  version: string;
  /** Their names; a label is a position in this list. */
  classes: readonly string[];
  shape: PictureShape;
  /** How many pictures of each class each part has; validation pictures are taken from `train`. */
  parts: { train: readonly number[]; test: readonly number[] };
  preparation: Preparation;
  words: {
    /** "pictures of clothing" */
    pictures: string;
    /** What a picture shows, within a sentence: "piece of clothing", and several: "clothes". */
    thing: string;
    things: string;
    /** What the set is, in a sentence. */
    about: string;
  };
  /** What a result is held against; accuracies are 0–1. `unknownReferences` for a set that nothing is known of. */
  references: {
    /** A model with room to learn gets beyond it within a few epochs, at any rate that is not far off; null where that isn't known. */
    easilyReached: number | null;
    /** More than the best that is reported and believed; null where nothing is. */
    believable: number | null;
    /** Known results on the test part, with names as short as a scale needs them; may be empty. */
    landmarks: readonly { name: string; percent: number; about: string }[];
    /** The ends of a scale that most results lie on, in percent; null: 0–100. */
    scale: { from: number; to: number } | null;
  };
  /** Where it comes from: a paper, a page, a person. */
  provenance: string;
  /** SPDX identifier; null: not known. */
  licence: string | null;
  fingerprint: DataFingerprint;
}

/** SHA-256 of the pictures and labels of each part, as they are stored. */
export type DataFingerprint = Readonly<
  Record<'trainImages' | 'trainLabels' | 'testImages' | 'testLabels', string>
>;

/** The references of a set on which no results are known. */
export const unknownReferences: DataSet['references'] = {
  easilyReached: null,
  believable: null,
  landmarks: [],
  scale: null,
};

/** What a model is made for: pictures of that shape, told apart by these classes. */
export type ModelTask = Pick<DataSet, 'classes' | 'shape'>;

/** Bytes of one picture. */
export const pictureBytes = ({ height, width, channels }: PictureShape): number => height * width * channels;

/** The same as a tensor's dimensions, without the batch. */
export const dimensionsOf = ({ height, width, channels }: PictureShape): number[] => [
  height,
  width,
  channels,
];

/** Pictures in a part, of all classes together. */
export const pictureCount = (perClass: readonly number[]): number =>
  perClass.reduce((sum, count) => sum + count, 0);

/** Positions in `DataSet.classes`: there may be up to a thousand. */
export type Labels = Uint16Array;

/** Pictures as bytes, row by row, with a class index each. */
export interface LabelledPictures {
  pictures: PictureSource;
  /** [count] */
  labels: Labels;
}

/** A data set with its pictures as they come, before a validation part is split off. */
export interface DataSetPictures {
  dataSet: DataSet;
  train: LabelledPictures;
  test: LabelledPictures;
}

/** What a session trains on; the indices point into `train`. */
export interface TrainingData {
  dataSet: ModelTask;
  train: LabelledPictures;
  trainIndices: Int32Array;
  validationIndices: Int32Array;
}

/** What a run is trained on, and what it is judged on at the end. */
export interface DataParts extends TrainingData {
  test: LabelledPictures;
}

/** Pictures of each part that also stand in the training part, byte for byte. */
export interface Copies {
  validation: number;
  test: number;
}

/** What there is to know of the pictures that a run trains on and is judged by. */
export interface DataFacts {
  /** Pictures of each class in the training part. */
  trainPerClass: readonly number[];
  validationPictures: number;
  /** Null where nobody has looked. */
  copies: Copies | null;
}
