import { WardrobeError } from '../../domain/errors';

export function cancelled(): WardrobeError {
  return new WardrobeError(
    'cancelled',
    'Getting the data set was stopped.',
    'What has been downloaded is kept; start again to go on.',
  );
}
