import { sha256 } from '../files/sha256';
import { dataFiles, type DatasetFiles } from './fashion-mnist/fashion-mnist';

/** Which test pictures a model was judged on: SHA-256 of the decompressed files. */
export interface TestFingerprint {
  testImages: string;
  testLabels: string;
}

/** Which pictures a model was trained and judged on. */
export interface DataFingerprint extends TestFingerprint {
  trainImages: string;
  trainLabels: string;
  split: {
    /** Pictures trained on, and pictures held back. */
    train: number;
    validation: number;
    /** SHA-256 of the positions of those held back, ascending, as little-endian int32. */
    sha256: string;
  };
}

/** Of the test files that `readDataset` has checked against these very sums. */
export function fingerprintTest(files: DatasetFiles = dataFiles): TestFingerprint {
  return { testImages: files.testImages.sha256, testLabels: files.testLabels.sha256 };
}

/** Of the four files that `readDataset` has checked against these very sums, and of a split of theirs. */
export function fingerprintData(
  split: { train: Int32Array; validation: Int32Array },
  files: DatasetFiles = dataFiles,
): DataFingerprint {
  const { validation } = split;
  return {
    trainImages: files.trainImages.sha256,
    trainLabels: files.trainLabels.sha256,
    ...fingerprintTest(files),
    split: {
      train: split.train.length,
      validation: validation.length,
      sha256: sha256(new Uint8Array(validation.buffer, validation.byteOffset, validation.byteLength)),
    },
  };
}
