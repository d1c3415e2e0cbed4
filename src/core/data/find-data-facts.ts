import {
  pictureBytes,
  type Copies,
  type DataFacts,
  type DataParts,
  type DataSetPictures,
} from '../domain/data-set';
import { countClasses } from './count-classes';
import { countShared } from './count-shared';
import { splitTraining } from './split';

/**
 * The facts of a run on `dataset` that holds back `validationFraction` of it. Takes a second or two, most of it for the
 * copies; lets other work run in between.
 */
export function findDataFacts(dataset: DataSetPictures, validationFraction: number): Promise<DataFacts> {
  const { train, validation } = splitTraining(dataset.train.labels, validationFraction);
  return factsOfParts({ ...dataset, trainIndices: train, validationIndices: validation });
}

/** The same but for the copies, at once. */
export function countDataFacts({ dataSet, train }: DataSetPictures, validationFraction: number): DataFacts {
  const { train: kept, validation } = splitTraining(train.labels, validationFraction);
  return {
    trainPerClass: countClasses(train.labels, dataSet.classes.length, kept),
    validationPictures: validation.length,
    copies: null,
  };
}

/** The facts of any parts. */
export async function factsOfParts(data: DataParts): Promise<DataFacts> {
  return {
    trainPerClass: countClasses(data.train.labels, data.dataSet.classes.length, data.trainIndices),
    validationPictures: data.validationIndices.length,
    copies: await countCopies(data),
  };
}

async function countCopies(data: DataParts): Promise<Copies> {
  const { train, test, trainIndices, validationIndices } = data;
  const bytes = pictureBytes(data.dataSet.shape);
  const training = { pictures: train.pictures, indices: trainIndices };
  return {
    validation: await countShared(training, { ...training, indices: validationIndices }, bytes),
    test: await countShared(training, test, bytes),
  };
}
