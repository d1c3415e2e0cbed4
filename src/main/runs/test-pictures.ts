import { isDeepStrictEqual } from 'node:util';
import { openSameSet } from '#core/data/open-data-set';
import type { DataSet, LabelledPictures } from '#core/domain/data-set';
import type { ReadTest } from '#core/runs/answers/stored-answers';
import type { DatasetService } from '../dataset/dataset-service';

/**
 * Reads the test pictures of a run's data set: those of the set that is worked with are in memory, and those that were read last are kept,
 * as a page asks for them again and again.
 */
export function testPictures(
  home: string,
  dataset: Pick<DatasetService, 'isReady' | 'testPictures'>,
  current: () => DataSet,
): ReadTest {
  let kept: { key: string; test: Promise<LabelledPictures> } | null = null;
  const open = (dataSet: DataSet): Promise<LabelledPictures> => {
    const key = JSON.stringify([dataSet.id, dataSet.version, dataSet.fingerprint]);
    if (kept?.key === key) return kept.test;
    const test = openSameSet(home, dataSet).then((found) => found.test);
    kept = { key, test };
    test.catch(() => (kept = null));
    return test;
  };
  return (dataSet) =>
    dataset.isReady() && isSame(dataSet, current()) ? dataset.testPictures() : open(dataSet);
}

const isSame = (a: DataSet, b: DataSet): boolean =>
  a.id === b.id && a.version === b.version && isDeepStrictEqual(a.fingerprint, b.fingerprint);
