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
