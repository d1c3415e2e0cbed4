import { fingerprintTest, type TestFingerprint } from '../../data/data-fingerprint';
import { fashionMnist } from '../../data/fashion-mnist/fashion-mnist';
import type { DataSet } from '../../domain/data-set';
import type { RunRecord } from './run-format';

/** The data set that a run was trained on. Formats up to 2 don't name it: there was only Fashion-MNIST then. */
export function dataSetOf({ dataSet }: Pick<RunRecord, 'dataSet'>): DataSet {
  return dataSet ?? fashionMnist;
}

/** The test pictures that answers were given to which name none: there was only one test set then. */
export const firstTest: TestFingerprint = fingerprintTest(fashionMnist);
