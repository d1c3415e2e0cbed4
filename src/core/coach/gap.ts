import type { WholeEpoch } from './epochs';

/**
 * Whether the validation loss is clearly higher than the training loss: the model overfits. Augmentation and dropout can't
 * cause that: they only raise the training loss.
 */
export const hasGap = ({ train, validation }: WholeEpoch): boolean => validation.loss > 1.02 * train.loss;
