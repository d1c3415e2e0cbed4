import type { WholeEpoch } from './epochs';

/** A model with room to learn gets beyond this accuracy on this data within a few epochs; more goes slowly at any rate. */
const easilyReached = 0.87;

/** Beyond what is easily reached, in training or in validation: augmentation and dropout hold the accuracy of training down. */
export const isFarEnough = ({ train, validation }: WholeEpoch): boolean =>
  Math.max(train.accuracy, validation.accuracy) > easilyReached;
