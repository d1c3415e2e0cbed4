import { join } from 'node:path';
import { sha256 } from '../../files/sha256';
import { writeFileAtomic } from '../../files/write-file-atomic';
import { countClasses } from '../count-classes';
import { asBytes, type Assignment } from './set-fingerprint';
import { partCodes, setFileNames, type StoredVersion } from './stored-set';

/** Writes the labels and parts of a version, and gives what is to be written down of them. Throws WardrobeError('disk'). */
export async function writeAssignment(
  folder: string,
  version: string,
  { labels, parts }: Assignment,
): Promise<Pick<StoredVersion, 'labelsFile' | 'partsFile'>> {
  const data = asBytes(labels);
  await writeFileAtomic(join(folder, setFileNames.labels(version)), data);
  await writeFileAtomic(join(folder, setFileNames.parts(version)), parts);
  return {
    labelsFile: { bytes: data.length, sha256: sha256(data) },
    partsFile: { bytes: parts.length, sha256: sha256(parts) },
  };
}

/** Pictures of each class in each part. */
export function countParts({ labels, parts }: Assignment, classes: number): StoredVersion['parts'] {
  const count = (code: number): number[] =>
    countClasses(
      labels.filter((_, index) => parts[index] === code),
      classes,
    );
  return { train: count(partCodes.train), test: count(partCodes.test) };
}
