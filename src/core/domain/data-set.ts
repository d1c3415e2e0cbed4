/** Pictures as bytes, row by row, one byte a pixel, with a class index each. */
export interface LabelledPictures {
  /** [count × 784] */
  pixels: Uint8Array;
  /** [count], 0–9 */
  labels: Uint8Array;
}

/** The pictures of a data set as it comes, before a validation part is split off. */
export interface Dataset {
  train: LabelledPictures;
  test: LabelledPictures;
}

/** What a session trains on; the indices point into `train`. */
export interface TrainingData {
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
