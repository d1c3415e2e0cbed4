import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pictureBytes, pictureCount, type DataSetPictures } from '../../domain/data-set';
import { inMemory } from '../../domain/picture-source';
import { WardrobeError } from '../../domain/errors';
import { errorCode } from '../../files/disk-error';
import { sha256 } from '../../files/sha256';
import { describeSet } from './describe-set';
import { scanPictures } from './scan-pictures';
import type { Assignment } from './set-fingerprint';
import {
  damagedSet,
  findVersion,
  leftOut,
  partCodes,
  readStoredSet,
  setFileNames,
  type StoredSet,
} from './stored-set';

/**
 * A stored set with its pictures, of the current version by default; pictures that the version leaves out are not in it. Throws
 * WardrobeError: 'not-found' for no such set or version, 'checksum' when a byte has changed, 'corrupt', 'unsupported'.
 */
export async function readSet(folder: string, id: string, version?: string): Promise<DataSetPictures> {
  const set = await readStoredSet(folder);
  const dataSet = describeSet(id, set, version);
  const assignment = await readAssignment(folder, set, version);
  const bytes = pictureBytes(set.shape);
  const part = (code: number, count: number) => {
    const pixels = new Uint8Array(count * bytes);
    const labels = assignment.labels.filter(
      (label, index) => label !== leftOut && assignment.parts[index] === code,
    );
    if (labels.length !== count) throw otherCount();
    return { pixels, labelled: { labels, pictures: inMemory(pixels, bytes) } };
  };
  const train = part(partCodes.train, pictureCount(dataSet.parts.train));
  const test = part(partCodes.test, pictureCount(dataSet.parts.test));
  const file = join(folder, setFileNames.pictures);
  const sum = await scanPictures(file, bytes, assignment, (which, first, pixels) =>
    (which === 'train' ? train : test).pixels.set(pixels, first * bytes),
  );
  checkSum(file, sum, set.picturesFile.sha256);
  return { dataSet, train: train.labelled, test: test.labelled };
}

/** The labels and parts of a version, the current one by default. Throws as `readSet`. */
export async function readAssignment(folder: string, set: StoredSet, version?: string): Promise<Assignment> {
  const found = findVersion(set, version);
  const labels = await readChecked(join(folder, setFileNames.labels(found.version)), found.labelsFile.sha256);
  const parts = await readChecked(join(folder, setFileNames.parts(found.version)), found.partsFile.sha256);
  const view = new DataView(labels.buffer, labels.byteOffset, labels.byteLength);
  if (labels.length !== parts.length * 2 || parts.length * pictureBytes(set.shape) !== set.picturesFile.bytes)
    throw otherCount();
  return { labels: Uint16Array.from(parts, (_, index) => view.getUint16(index * 2, true)), parts };
}

const otherCount = (): WardrobeError =>
  damagedSet(setFileNames.set, 'is damaged: it counts other pictures than there are');

async function readChecked(file: string, sum: string): Promise<Uint8Array> {
  let data: Uint8Array;
  try {
    data = await readFile(file);
  } catch (error) {
    const code = errorCode(error);
    throw damagedSet(file, code === 'ENOENT' ? 'is missing' : `can't be read (${code})`, error);
  }
  checkSum(file, sha256(data), sum);
  return data;
}

function checkSum(file: string, found: string, written: string): void {
  if (found === written) return;
  const { message } = damagedSet(file, 'is damaged: its SHA-256 is not the one written down');
  throw new WardrobeError(
    'checksum',
    message,
    'Remove the data set and import it again, or put the file back from a copy.',
  );
}
