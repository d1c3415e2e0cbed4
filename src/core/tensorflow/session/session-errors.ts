import { WardrobeError } from '../../domain/errors';

/** For a state that is not one of the session's plan. */
export const wrongWeights = (): WardrobeError =>
  new WardrobeError(
    'bad-input',
    'The weights do not belong to this model.',
    'Use the weights of a run with the same layers and optimizer.',
  );

/** `what` is not finite; `step` counts from the start of the run. */
export const diverged = (step: number, what: string): WardrobeError =>
  new WardrobeError('diverged', `${what} at step ${step}.`, 'Try a smaller learning rate.');
