import { fashionMnist } from '#core/data/fashion-mnist/fashion-mnist';
import type { DataSet } from '#core/domain/data-set';

/** What every command works with where no run says otherwise. */
export const dataSet: DataSet = fashionMnist;
