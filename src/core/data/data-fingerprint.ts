import type { DataFingerprint, DataSet } from '../domain/data-set';
import { sha256 } from '../files/sha256';

/** Which test pictures a model was judged on. */
export type TestFingerprint = Pick<DataFingerprint, 'testImages' | 'testLabels'>;

/** Which pictures a model was trained and judged on. */
export interface SplitFingerprint extends DataFingerprint {
  split: {
    /** Pictures trained on, and pictures held back. */
    train: number;
    validation: number;
    /** SHA-256 of the positions of those held back, ascending, as little-endian int32. */
    sha256: string;
  };
}

/** Of the test part of a set. */
export function fingerprintTest({ fingerprint }: Pick<DataSet, 'fingerprint'>): TestFingerprint {
  return { testImages: fingerprint.testImages, testLabels: fingerprint.testLabels };
}

/** Of a set, and of a split of its training part. */
export function fingerprintData(
  { fingerprint }: Pick<DataSet, 'fingerprint'>,
  { train, validation }: { train: Int32Array; validation: Int32Array },
): SplitFingerprint {
  return {
    trainImages: fingerprint.trainImages,
    trainLabels: fingerprint.trainLabels,
    ...fingerprintTest({ fingerprint }),
    split: {
      train: train.length,
      validation: validation.length,
      sha256: sha256(new Uint8Array(validation.buffer, validation.byteOffset, validation.byteLength)),
    },
  };
}
