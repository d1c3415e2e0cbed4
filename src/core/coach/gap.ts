import type { WholeEpoch } from './epochs';

/**
 * Whether validation is clearly worse than training, so that something is learnt by heart. Augmentation and dropout take
 * nothing from that: they only make training the worse of the two.
 */
export const hasGap = ({ train, validation }: WholeEpoch): boolean => validation.loss > 1.02 * train.loss;
