import { mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { realDatasetFolder } from '../fixtures/real-dataset';
import { cli } from './run-in-memory';
import { dataFiles } from '#core/data/fashion-mnist/fashion-mnist';
import { dataFolder } from '#core/folders';

let home: string;
/** With the data set. */
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'wardrobe-cli-data-'));
  await mkdir(join(home, 'data'));
  await symlink(realDatasetFolder(), dataFolder(home));
});
afterAll(() => rm(home, { recursive: true, force: true }));

describe('data', () => {
  test('a folder that is not there is refused, also when the set is there', async () => {
    const { code, json } = await cli(home, ['data', '--from', join(home, 'nonexistent'), '--json']);
    expect(code).toBe(1);
    expect(json()).toMatchObject([{ event: 'error', error: { kind: 'not-found' } }]);
  });

  test('finds the set that is there', async () => {
    const { code, json } = await cli(home, ['data', '--json']);
    expect(code).toBe(0);
    expect(json()).toMatchObject([{ event: 'data', folder: dataFolder(home), train: 60_000, test: 10_000 }]);
  });

  test('a folder without it: exit code 1, what is wrong and what to do', async () => {
    const other = join(home, 'other');
    await mkdir(other, { recursive: true });
    const { code, json, stderr } = await cli(other, ['data', '--from', other, '--json']);
    expect(code).toBe(1);
    expect(json()).toMatchObject([{ event: 'error' }]);
    expect(stderr).not.toBe('');
  });
});

describe('a data set that is not right', () => {
  const names = Object.values(dataFiles).map(({ name }) => name);
  const layIn = async (own: string, which: string[]) => {
    await mkdir(dataFolder(own), { recursive: true });
    for (const name of which) await symlink(join(realDatasetFolder(), name), join(dataFolder(own), name));
  };

  test('a part of it only: train gets the rest first', async () => {
    const own = join(home, 'part');
    await layIn(own, names.slice(2));
    const { code, stderr } = await cli(own, ['train'], {
      onErr: (text, interrupt) => void (text.startsWith('Looking at') && interrupt()),
    });
    expect(code).toBe(1);
    expect(stderr).toContain('getting it first');
    expect(stderr).toContain('Getting the data set was stopped');
  });

  test('one changed byte: doctor says so and train does not begin', async () => {
    const own = join(home, 'changed');
    const changed = dataFiles.testImages.name;
    await layIn(
      own,
      names.filter((name) => name !== changed),
    );
    const pictures = await readFile(join(realDatasetFolder(), changed));
    pictures[pictures.length - 1]! ^= 1;
    await writeFile(join(dataFolder(own), changed), pictures);
    const found = (await cli(own, ['doctor', '--json'])).json();
    expect(found.find(({ part }) => part === 'Data set')).toMatchObject({
      ready: false,
      detail: expect.stringContaining(changed) as string,
    });
    const { code, json } = await cli(own, ['train', '--json']);
    expect(code).toBe(1);
    expect(json()).toMatchObject([{ event: 'error', error: { kind: 'checksum' } }]);
    expect(await readdir(own)).toEqual(['data']);
  });

  test('a home that is a file: doctor and data say so', async () => {
    const own = join(home, 'a-file');
    await writeFile(own, '');
    for (const place of [own, join(own, 'below')]) {
      const found = (await cli(place, ['doctor', '--json'])).json();
      expect(found.find(({ part }) => part === 'Home')).toMatchObject({
        ready: false,
        detail: expect.stringContaining(`${own} is a file`) as string,
      });
      const { code, stderr } = await cli(place, ['data', '--from', realDatasetFolder()]);
      expect(code).toBe(1);
      expect(stderr).toContain('a file stands where a folder should be');
    }
  });
});
