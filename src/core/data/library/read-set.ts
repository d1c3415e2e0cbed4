import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  pictureBytes,
  pictureCount,
  type DataSetPictures,
  type LabelledPictures,
} from '../../domain/data-set';
import { inMemory, type PictureSource } from '../../domain/picture-source';
import { WardrobeError } from '../../domain/errors';
import { errorCode } from '../../files/disk-error';
import { sha256 } from '../../files/sha256';
import { describeSet } from './describe-set';
import { PictureFile } from './file-pictures';
import { fitsInMemory } from './memory-limit';
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
 * A stored set with its pictures, of the current version by default; pictures that the version leaves out are not in it. They are
 * checked, and stay in memory if `fits` says so of their bytes. Throws WardrobeError: 'not-found' for no such set or version,
 * 'checksum' when a byte has changed, 'corrupt', 'unsupported'.
 */
export async function readSet(
  folder: string,
  id: string,
  version?: string,
  fits: (bytes: number) => boolean = fitsInMemory,
): Promise<DataSetPictures> {
  const set = await readStoredSet(folder);
  const dataSet = describeSet(id, set, version);
  const assignment = await readAssignment(folder, set, version);
  const bytes = pictureBytes(set.shape);
  const file = join(folder, setFileNames.pictures);
  const { train, test } = dataSet.parts;
  const open = fits((pictureCount(train) + pictureCount(test)) * bytes) ? partInMemory : partInFile;
  const part = (code: number, perClass: readonly number[]): OpenPart => {
    const rows = rowsOf(assignment, code);
    if (rows.length !== pictureCount(perClass)) throw otherCount();
    return open(file, bytes, rows);
  };
  const parts = { train: part(partCodes.train, train), test: part(partCodes.test, test) };
  const sum = await scanPictures(file, bytes, assignment, (which, first, pixels) =>
    parts[which].take(first * bytes, pixels),
  );
  checkSum(file, sum, set.picturesFile.sha256);
  const labelled = ({ rows, pictures }: OpenPart): LabelledPictures => ({
    labels: Uint16Array.from(rows, (row) => assignment.labels[row]!),
    pictures: pictures(),
  });
  return { dataSet, train: labelled(parts.train), test: labelled(parts.test) };
}

/** Where the pictures of a part lie in the file, ascending. */
function rowsOf({ labels, parts }: Assignment, code: number): Int32Array {
  const rows: number[] = [];
  for (const [row, label] of labels.entries()) if (label !== leftOut && parts[row] === code) rows.push(row);
  return Int32Array.from(rows);
}

interface OpenPart {
  rows: Int32Array;
  /** Is told what the part holds from this byte on. */
  take(at: number, pixels: Uint8Array): void;
  /** Once it was told all. */
  pictures(): PictureSource;
}

function partInMemory(_file: string, bytes: number, rows: Int32Array): OpenPart {
  const all = new Uint8Array(rows.length * bytes);
  return { rows, take: (at, pixels) => all.set(pixels, at), pictures: () => inMemory(all, bytes) };
}

function partInFile(file: string, bytes: number, rows: Int32Array): OpenPart {
  return { rows, take: () => undefined, pictures: () => new PictureFile(file, bytes).pictures(rows) };
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
