import { fashionMnist } from '#core/data/fashion-mnist/fashion-mnist';
import type { DataSet } from '#core/domain/data-set';

/** What Wardrobe begins with. */
export const firstDataSet: DataSet = fashionMnist;
