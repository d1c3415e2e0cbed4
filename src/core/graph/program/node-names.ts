import type { Way } from '../../domain/engine';

/** What to fetch to train in one of the two ways. */
export const trainingResults = (way: Way) =>
  ({
    /** The summed loss in two floats: a double can't be read back. */
    lossHigh: `${way}/loss_high`,
    lossLow: `${way}/loss_low`,
    correct: `${way}/correct`,
    /** Steps after which the sum of losses was finite: fewer than were run when it stopped being so. */
    finiteSteps: `${way}/finite_steps`,
    /** Not finite when a weight is not. */
    weightNorm: `${way}/weight_norm`,
  }) as const;

/** Names of the other nodes that a session feeds and fetches. */
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
  /** The same for the compiled loop, as long as the longest call; the rest is ignored. */
  paddedOrder: 'padded_order',
  /** Steps that the compiled loop takes, int32. */
  steps: 'steps',
  /** Steps taken before this call, int32. */
  firstStep: 'first_step',

  /** Indices of the pictures to judge, int32 [examples]. */
  judged: 'judged',
  /** Where the data set is read by chunks, the pictures themselves: uint8 [examples, bytes of a picture]. */
  judgedPixels: 'judged_pixels',
  /** int32 [examples] */
  judgedLabels: 'judged_labels',
  judgedLoss: 'judged_loss',
  judgedCorrect: 'judged_correct',

  /** uint8 [pictures, bytes of a picture] */
  pictures: 'pictures',
  /** float [pictures, classes] */
  probabilities: 'probabilities',
} as const;
