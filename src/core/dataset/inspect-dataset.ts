import type { Dataset } from '../domain/data-set';
import { WardrobeError } from '../domain/errors';
import { countClasses } from './count-classes';
import { countShared } from './count-shared';
import { classNames, dataFiles, type DatasetFiles } from './fashion-mnist';
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
  let dataset: Dataset;
  try {
    dataset = await readDataset(folder, files);
  } catch (error) {
    if (error instanceof WardrobeError && error.kind === 'not-ready') return null;
    throw error;
  }
  const record = await readInstallRecord(folder);
  return {
    source: record?.source ?? alreadyHere,
    folder,
    classNames: [...classNames],
    trainPerClass: countClasses(dataset.train.labels),
    testPerClass: countClasses(dataset.test.labels),
    sharedWithTrain: await countShared(dataset.train.pixels, dataset.test.pixels),
  };
}
