import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { DataLibrary } from '#core/data/library/data-library';
import { dataSetsFolder } from '#core/folders';
import { bundleChild } from '../../../fixtures/bundle-child';
import { idxFile, mixedBytes } from '../../../fixtures/import/idx-file';
import { writeTree } from '../../../fixtures/import/write-tree';
import { runLimited } from '../../../fixtures/run-limited';
import { temporaryFolder } from '../../../fixtures/temporary-folder';

const set = (count: number) =>
  writeTree({
    'images-idx3': idxFile([count, 16, 16], mixedBytes(count * 256)),
    'labels-idx1': idxFile(
      [count],
      Array.from({ length: count }, (_, i) => i % 3),
    ),
  });

const ownSets = async (home: string) =>
  (await new DataLibrary(home).list()).sets
    .map(({ dataSet }) => dataSet.id)
    .filter((id) => id !== 'fashion-mnist');

it('leaves no set and, once the library is tidied, no file when it is killed', async () => {
  const home = await temporaryFolder();
  const child = spawn(process.execPath, [
    await bundleChild('import/import-child.ts'),
    home,
    await set(60),
    'stall',
  ]);
  await once(child.stdout, 'data');
  expect((await readdir(dataSetsFolder(home))).length).toBeGreaterThan(0);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await ownSets(home)).toEqual([]);
  await new DataLibrary(home).tidy();
  expect((await readdir(dataSetsFolder(home))).filter((name) => name.includes('import'))).toEqual([]);
});

it.skipIf(process.platform === 'win32')('says so and leaves nothing when the disk is full', async () => {
  const home = await temporaryFolder();
  await mkdir(home, { recursive: true });
  // The file of pictures that were taken would be larger than is allowed; that of the source is not.
  const told = JSON.parse(await runLimited('import/import-child.ts', 60, [home, await set(100)])) as object;
  expect(told).toMatchObject({ kind: 'disk', message: expect.stringMatching(/could not be written/) });
  expect(await ownSets(home)).toEqual([]);
  expect((await readdir(dataSetsFolder(home))).filter((name) => name.includes('import'))).toEqual([]);
});
