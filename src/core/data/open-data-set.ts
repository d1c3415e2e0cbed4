import { join } from 'node:path';
import type { DataSetPictures } from '../domain/data-set';
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
