import { setImmediate } from 'node:timers/promises';
import type { LabelledPictures, Copies, DataFacts, DataParts } from '../domain/data-set';
import { countClasses } from './count-classes';
import { countShared } from './count-shared';
import { imageBytes } from './fashion-mnist';
import { splitTraining } from './split';

/** Pictures that are copied before other work gets a turn: a few milliseconds. */
const sliceSize = 5000;

/**
 * The facts of a run on `dataset` that holds back `validationFraction` of it. Takes a second or two, most of it for the
 * copies; lets other work run in between.
 */
export function findDataFacts(
  dataset: { train: LabelledPictures; test: LabelledPictures },
  validationFraction: number,
): Promise<DataFacts> {
  const { train, validation } = splitTraining(dataset.train.labels, validationFraction);
  return factsOfParts({ ...dataset, trainIndices: train, validationIndices: validation });
}

/** The same but for the copies, at once. */
export function countDataFacts(
  { train }: { train: LabelledPictures },
  validationFraction: number,
): DataFacts {
  const { train: kept, validation } = splitTraining(train.labels, validationFraction);
  return {
    trainPerClass: countClasses(train.labels, kept),
    validationPictures: validation.length,
    copies: null,
  };
}

/** The facts of any parts. */
export async function factsOfParts(data: DataParts): Promise<DataFacts> {
  return {
    trainPerClass: countClasses(data.train.labels, data.trainIndices),
    validationPictures: data.validationIndices.length,
    copies: await countCopies(data),
  };
}

async function countCopies({ train, test, trainIndices, validationIndices }: DataParts): Promise<Copies> {
  const training = await pick(train.pixels, trainIndices);
  return {
    validation: await countShared(training, await pick(train.pixels, validationIndices)),
    test: await countShared(training, test.pixels),
  };
}

async function pick(pixels: Uint8Array, indices: Int32Array): Promise<Uint8Array> {
  const picked = new Uint8Array(indices.length * imageBytes);
  for (const [position, index] of indices.entries()) {
    picked.set(pixels.subarray(index * imageBytes, (index + 1) * imageBytes), position * imageBytes);
    if (position % sliceSize === sliceSize - 1) await setImmediate();
  }
  return picked;
}
