import { join } from 'node:path';
import { expect, test } from 'vitest';
import { countShared } from '#core/data/count-shared';
import { findDataFacts } from '#core/data/find-data-facts';
import { DataLibrary } from '#core/data/library/data-library';
import { readSet } from '#core/data/library/read-set';
import { pictureBytes } from '#core/domain/data-set';
import { dataSetsFolder } from '#core/folders';
import { makeOwnSet, ownShape, pixelsOf } from '../../../fixtures/own-set';
import { temporaryFolder } from '../../../fixtures/temporary-folder';

test('a set that does not fit in memory has the same pictures, read from its file', async () => {
  const home = await temporaryFolder();
  const { id } = await makeOwnSet(home);
  const library = new DataLibrary(home);
  await library.change(id, { kind: 'remove-pictures', part: 'train', indices: [0, 7] });
  await library.change(id, { kind: 'leave-out-class', label: 1 });
  const folder = join(dataSetsFolder(home), id);
  const [there, away] = [
    await readSet(folder, id, undefined, () => true),
    await readSet(folder, id, undefined, () => false),
  ];
  expect(away.dataSet).toEqual(there.dataSet);
  for (const part of ['train', 'test'] as const) {
    expect(there[part].pictures.inMemory).not.toBeNull();
    expect(away[part].pictures.inMemory).toBeNull();
    expect(away[part].labels).toEqual(there[part].labels);
    expect(Buffer.compare(pixelsOf(away[part]), pixelsOf(there[part]))).toBe(0);
  }
  const facts = await findDataFacts(there, 0.2);
  expect(facts.copies).toEqual({ validation: 0, test: 0 });
  expect(await findDataFacts(away, 0.2)).toEqual(facts);
  expect(await countShared(away.train, there.train, pictureBytes(ownShape))).toBe(there.train.pictures.count);
});
