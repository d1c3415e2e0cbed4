import { pictureBytes, type DataSetPictures } from '../../domain/data-set';
import { WardrobeError } from '../../domain/errors';
import { countClasses } from '../count-classes';
import { countShared } from '../count-shared';
import { dataFiles, type DatasetFiles } from './fashion-mnist';
import { alreadyHere, readInstallRecord } from './install-record';
import { readDataset } from './read-dataset';

/** What there is to say about an installed data set. */
export interface DatasetInfo {
  source: string;
  folder: string;
  classNames: string[];
  trainPerClass: number[];
  testPerClass: number[];
  /** Test pictures that also stand in the training set, byte for byte. */
  sharedWithTrain: number;
}

/**
 * Looks at the data set in `folder`; null when it is not there. Throws WardrobeError('checksum' | 'corrupt')
 * when it can't be used.
 */
export async function inspectDataset(
  folder: string,
  files: DatasetFiles = dataFiles,
): Promise<DatasetInfo | null> {
  let dataset: DataSetPictures;
  try {
    dataset = await readDataset(folder, files);
  } catch (error) {
    if (error instanceof WardrobeError && error.kind === 'not-ready') return null;
    throw error;
  }
  const { dataSet, train, test } = dataset;
  const classes = dataSet.classes.length;
  const record = await readInstallRecord(folder);
  return {
    source: record?.source ?? alreadyHere,
    folder,
    classNames: [...dataSet.classes],
    trainPerClass: countClasses(train.labels, classes),
    testPerClass: countClasses(test.labels, classes),
    sharedWithTrain: await countShared(train, test, pictureBytes(dataSet.shape)),
  };
}
