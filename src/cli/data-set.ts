import { DataLibrary } from '#core/data/library/data-library';
import { fashionMnist } from '#core/data/fashion-mnist/fashion-mnist';
import type { DataSet } from '#core/domain/data-set';
import { homeFolder } from '#core/folders';
import type { Terminal } from './terminal';

/** What commands work with that are told of no other set. */
export const firstDataSet: DataSet = fashionMnist;

/** The set of the library with that id, or the first one. Throws WardrobeError: as `DataLibrary.describe`. */
export async function findDataSet(id: string | undefined, terminal: Terminal): Promise<DataSet> {
  if (id === undefined) return firstDataSet;
  return (await new DataLibrary(homeFolder(terminal.io.env)).describe(id)).dataSet;
}
