import { createHash } from 'node:crypto';
import type { DataFingerprint } from '../../domain/data-set';
import { sha256 } from '../../files/sha256';
import { scanPictures } from './scan-pictures';
import { leftOut, partCodes } from './stored-set';

/** The pictures of a version, as it is stored: [count] each. */
export interface Assignment {
  labels: Uint16Array;
  parts: Uint8Array;
}

/**
 * SHA-256 of the pictures and labels of both parts, of what is left of the set and in its order: two sets of the same pictures have the same.
 * With the fingerprint `of` pictures that are the same, only labels are looked at. Throws as `scanPictures`.
 */
export async function fingerprintSet(
  file: string,
  bytes: number,
  { labels, parts }: Assignment,
  samePictures: DataFingerprint | null = null,
): Promise<DataFingerprint> {
  const sums = samePictures ?? (await fingerprintPictures(file, bytes, { labels, parts }));
  const labelsOf = (code: number): string =>
    sha256(asBytes(labels.filter((label, index) => label !== leftOut && parts[index] === code)));
  return {
    trainImages: sums.trainImages,
    trainLabels: labelsOf(partCodes.train),
    testImages: sums.testImages,
    testLabels: labelsOf(partCodes.test),
  };
}

async function fingerprintPictures(
  file: string,
  bytes: number,
  assignment: Assignment,
): Promise<Pick<DataFingerprint, 'trainImages' | 'testImages'>> {
  const hashes = { train: createHash('sha256'), test: createHash('sha256') };
  await scanPictures(file, bytes, assignment, (part, _first, pixels) => hashes[part].update(pixels));
  return { trainImages: hashes.train.digest('hex'), testImages: hashes.test.digest('hex') };
}

/** Labels as little-endian bytes. */
export function asBytes(labels: Uint16Array): Uint8Array {
  const bytes = new Uint8Array(labels.length * 2);
  const view = new DataView(bytes.buffer);
  for (const [index, label] of labels.entries()) view.setUint16(index * 2, label, true);
  return bytes;
}
