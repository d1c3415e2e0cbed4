import { WardrobeError } from '#core/domain/errors';
import type { DatasetService } from '../dataset/dataset-service';
import type { TrainingService } from '../training/training-service';

/** Why the data set that is worked with can't be left or changed now; null where it can. */
export function whyBusy(
  training: Pick<TrainingService, 'isRunning'>,
  dataset: Pick<DatasetService, 'isGetting'>,
): WardrobeError | null {
  if (training.isRunning())
    return new WardrobeError(
      'busy',
      'A model is being trained on the data set that is chosen now.',
      'Wait until it is done, or stop it in the Train step.',
    );
  if (dataset.isGetting())
    return new WardrobeError('busy', 'A data set is being fetched.', 'Wait for it, or cancel it first.');
  return null;
}
