import type { LabelledPictures, TrainingData } from '../training/engine';

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
