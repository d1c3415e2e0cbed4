import {
  pictureBytes,
  type LabelledPictures,
  type ModelTask,
  type TrainingData,
} from '../../domain/data-set';
import { WardrobeError } from '../../domain/errors';
import { readRange } from '../../domain/picture-source';
import { batchesOf } from '../../model/run-size';

/** Throws WardrobeError('bad-input') when pictures, labels and indices don't belong together. */
export function checkTrainingData({ dataSet, train, trainIndices, validationIndices }: TrainingData): void {
  checkPictures(train, dataSet);
  if (trainIndices.length === 0) refuse('There are no pictures to train on.');
  checkIndices(trainIndices, train.labels.length);
  checkIndices(validationIndices, train.labels.length);
}

/** Throws WardrobeError('bad-input') when an index names none of `count` pictures. */
function checkIndices(indices: Int32Array, count: number): void {
  const wrong = indices.find((index) => index < 0 || index >= count);
  if (wrong !== undefined) refuse(`There is no picture ${wrong}: the data set has ${count}.`);
}

/**
 * The pictures of `count` batches of an epoch's order from batch `first` on. Throws WardrobeError('bad-input') when the
 * order does not hold so many, or names a picture that is none of `pictures`.
 */
export function checkedBatches(
  order: Int32Array,
  {
    first,
    count,
    batchSize,
    pictures,
  }: { first: number; count: number; batchSize: number; pictures: number },
): Int32Array {
  const part = order.subarray(first * batchSize, (first + count) * batchSize);
  if (count < 1 || first < 0 || batchesOf(part.length, batchSize) !== count)
    throw new WardrobeError('bad-input', `The epoch has no ${count} steps from step ${first + 1} on.`);
  checkIndices(part, pictures);
  return part;
}

function checkPictures({ pictures, labels }: LabelledPictures, { shape, classes }: ModelTask): void {
  if (pictures.count !== labels.length)
    refuse(`${labels.length} labels do not go with ${pictures.count} pictures.`);
  const found = readRange(pictures, 0, 1).length;
  if (found !== pictureBytes(shape))
    refuse(`A picture has ${found} bytes instead of ${pictureBytes(shape)}.`);
  const wrong = labels.find((label) => label >= classes.length);
  if (wrong !== undefined) refuse(`${wrong} is not a class: labels go from 0 to ${classes.length - 1}.`);
}

function refuse(message: string): never {
  throw new WardrobeError('bad-input', message, 'Get the data set again in the Data step.');
}
