import { join } from 'node:path';
import type { DataFingerprint, DataSet, DataSetPictures } from '../domain/data-set';
import { WardrobeError } from '../domain/errors';
import { dataFolder, dataSetsFolder } from '../folders';
import { fashionMnist } from './fashion-mnist/fashion-mnist';
import { readDataset } from './fashion-mnist/read-dataset';
import { readSet } from './library/read-set';
import { checkSetId } from './library/set-id';

/** Names a set of the library, and one of its versions. */
export interface DataSetVersion {
  id: string;
  version: string;
}

/**
 * A set of the library with its pictures, checked; of the current version by default. Throws WardrobeError: 'not-ready' for Fashion-MNIST
 * before it was fetched, 'bad-input' for what is no id, 'not-found' for no such set or version, 'checksum', 'corrupt', 'unsupported'.
 */
export async function openDataSet(home: string, id: string, version?: string): Promise<DataSetPictures> {
  if (id === fashionMnist.id) return readDataset(dataFolder(home));
  checkSetId(id);
  return readSet(join(dataSetsFolder(home), id), id, version);
}

/**
 * The very set that a run was trained on, as the run describes it. Throws WardrobeError: as `openDataSet`, 'not-found' when it is gone,
 * 'unsupported' when other pictures stand in its place.
 */
export async function openSameSet(home: string, seen: DataSet): Promise<DataSetPictures> {
  const found = await openDataSet(home, seen.id, seen.version).catch((error: unknown) => {
    if (!(error instanceof WardrobeError) || error.kind !== 'not-found') throw error;
    throw new WardrobeError(
      'not-found',
      `The data set ${seen.name} (${seen.id}, version ${seen.version}), which this run was trained on, is not here any more.`,
      'Put it back, or import the same pictures again under the same name. The model still classifies pictures without it.',
      { cause: error },
    );
  });
  const { fingerprint } = found.dataSet;
  if (fingerprints.every((key) => fingerprint[key] === seen.fingerprint[key])) return found;
  throw new WardrobeError(
    'unsupported',
    `The data set ${seen.id} holds other pictures than those that this run was trained on.`,
    'Start a new run on the set as it is now.',
  );
}

const fingerprints = [
  'trainImages',
  'trainLabels',
  'testImages',
  'testLabels',
] as const satisfies readonly (keyof DataFingerprint)[];
