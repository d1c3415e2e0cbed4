/** Names of the nodes that a session feeds and fetches. */
export const nodes = {
  pixels: 'pixels',
  labels: 'labels',
  dataLoaded: 'data_loaded',

  newValue: (name: string) => `set/${name}`,
  stateSet: 'state_set',
  value: (name: string) => `value/${name}`,
  backedUp: 'backed_up',
  restored: 'restored',

  /** Indices of the pictures to train on, int32 [examples]. */
  order: 'order',
  /** Steps taken before this call, int32. */
  firstStep: 'first_step',
  /** The summed loss in two floats: a double can't be read back. */
  lossHigh: 'loss_high',
  lossLow: 'loss_low',
  correct: 'correct',
  /** Steps run; fewer than asked for when the loss was not finite. */
  stepsRun: 'steps_run',
  /** Not finite when a weight is not. */
  weightNorm: 'weight_norm',

  /** Indices of the pictures to judge, int32 [examples]. */
  judged: 'judged',
  judgedLoss: 'judged_loss',
  judgedCorrect: 'judged_correct',

  /** uint8 [pictures, 784] */
  pictures: 'pictures',
  /** float [pictures, 10] */
  probabilities: 'probabilities',
} as const;
