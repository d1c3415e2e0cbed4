/** How well a model does on the test set. Class indices as in the data set. */
export interface Evaluation {
  examples: number;
  correct: number;
  accuracy: number;
  /** The mean recall of the classes that have pictures. Derived from the rest, and not stored. */
  balancedAccuracy: number;
  /** 95 % Wilson interval of the accuracy, [low, high]. */
  interval: [number, number];
  /** Mean cross-entropy, in nats. */
  loss: number;
  /** [true class][predicted class] */
  confusion: number[][];
  perClass: ClassFigures[];
}

export interface ClassFigures {
  precision: number;
  recall: number;
  f1: number;
  support: number;
}
