import { fashionMnist } from '../../data/fashion-mnist/fashion-mnist';
import type { DataSet } from '../../domain/data-set';
import type { RunRecord } from './run-format';

/** The data set that a run was trained on. Formats up to 2 don't name it: there was only Fashion-MNIST then. */
export function dataSetOf(_run: Pick<RunRecord, 'data'>): DataSet {
  return fashionMnist;
}
