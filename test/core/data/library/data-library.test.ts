import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { DataLibrary } from '#core/data/library/data-library';
import type { DataSetChange } from '#core/data/library/library-types';
import { openDataSet } from '#core/data/open-data-set';
import { pictureBytes } from '#core/domain/data-set';
import { dataFolder, dataSetsFolder } from '#core/folders';
import { makeOwnSet, ownShape, pixelsOf } from '../../../fixtures/own-set';
import { realDatasetFolder } from '../../../fixtures/real-dataset';
import { temporaryFolder } from '../../../fixtures/temporary-folder';

let home: string;
let library: DataLibrary;

beforeEach(async () => {
  home = await temporaryFolder();
  library = new DataLibrary(home);
});

const pictureOf = (pixels: Uint8Array, index: number) => {
  const bytes = pictureBytes(ownShape);
  return Buffer.from(pixels.subarray(index * bytes, (index + 1) * bytes)).toString('hex');
};

describe('the list', () => {
  it('begins with Fashion-MNIST, there or not', async () => {
    expect(await library.list()).toMatchObject({
      sets: [{ dataSet: { id: 'fashion-mnist' }, folder: null, bytes: 0, versions: [{ version: '1' }] }],
      unreadable: [],
      removed: [],
    });
    await mkdir(dirname(dataFolder(home)), { recursive: true });
    await symlink(realDatasetFolder(), dataFolder(home));
    const { id } = await makeOwnSet(home);
    const { sets } = await library.list();
    expect(sets.map(({ dataSet }) => dataSet.id)).toEqual(['fashion-mnist', id]);
    expect(sets[0]!.folder).toBe(dataFolder(home));
    const own = join(dataSetsFolder(home), id);
    expect(sets[1]).toMatchObject({ folder: own, versions: [{ version: '1', change: 'Made' }] });
    expect(sets[1]!.bytes).toBeGreaterThan(30 * pictureBytes(ownShape));
    expect(await library.describe(id)).toEqual(sets[1]);
  });

  it('tells of sets that cannot be read, and why', async () => {
    await makeOwnSet(home);
    const folder = dataSetsFolder(home);
    for (const id of ['empty', 'torn', 'newer', 'wrong']) await mkdir(join(folder, id));
    const json = await readFile(join(folder, 'signs', 'dataset.json'), 'utf8');
    await writeFile(join(folder, 'torn', 'dataset.json'), json.slice(0, 50));
    await writeFile(join(folder, 'newer', 'dataset.json'), json.replace('"format":1', '"format":2'));
    await writeFile(join(folder, 'wrong', 'dataset.json'), json.replace('"current":"1"', '"current":"7"'));
    await writeFile(join(folder, 'a-file'), '');
    const { sets, unreadable } = await library.list();
    expect(sets.map(({ dataSet }) => dataSet.id)).toEqual(['fashion-mnist', 'signs']);
    expect(Object.fromEntries(unreadable.map(({ id, message }) => [id, message]))).toEqual({
      empty: 'dataset.json is missing.',
      torn: 'dataset.json is not readable JSON.',
      newer: expect.stringContaining('newer Wardrobe') as string,
      wrong: expect.stringContaining('current version') as string,
    });
    for (const { id } of unreadable) await library.remove(id);
    expect((await library.list()).unreadable).toEqual([]);
  });
});

describe('a removed set', () => {
  it('can be put back until the trash is emptied', async () => {
    const { id } = await makeOwnSet(home);
    await library.moveToTrash(id);
    expect(await library.list()).toMatchObject({ sets: [{}], removed: [id] });
    await expect(library.describe(id)).rejects.toMatchObject({ kind: 'not-found' });
    // Its id stays its own meanwhile.
    expect((await makeOwnSet(home)).id).toBe('signs-2');
    await new DataLibrary(home).putBack(id);
    await openDataSet(home, id);
    await library.moveToTrash(id);
    await library.emptyTrash();
    await expect(library.putBack(id)).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('is not Fashion-MNIST, nor one that is not there', async () => {
    for (const remove of [library.remove.bind(library), library.moveToTrash.bind(library)]) {
      await expect(remove('fashion-mnist')).rejects.toMatchObject({ kind: 'bad-input' });
      await expect(remove('none')).rejects.toMatchObject({ kind: 'not-found' });
      await expect(remove('../x')).rejects.toMatchObject({ kind: 'bad-input' });
    }
  });
});

describe('a change', () => {
  const change = (one: DataSetChange) => library.change('signs', one);

  it('renames set and classes, and leaves pictures and their fingerprint alone', async () => {
    const before = await makeOwnSet(home);
    const renamed = await change({ kind: 'rename', name: 'Lights' });
    expect(renamed).toMatchObject({ id: 'signs', version: '2', name: 'Lights' });
    const after = await change({ kind: 'rename-class', label: 1, name: 'walk' });
    expect(after).toMatchObject({ version: '3', classes: ['stop', 'walk', 'wait'] });
    expect(after.fingerprint).toEqual(before.fingerprint);
    expect((await library.describe('signs')).versions.map((one) => one.change)).toEqual([
      'Made',
      'Renamed to Lights',
      'Renamed class go to walk',
    ]);
    expect((await openDataSet(home, 'signs', '1')).dataSet.name).toBe('Signs');
  });

  it('merges classes, and those above close up', async () => {
    await makeOwnSet(home);
    const before = await openDataSet(home, 'signs');
    const after = await change({ kind: 'merge-classes', labels: [0], into: 1 });
    expect(after).toMatchObject({ classes: ['go', 'wait'], parts: { train: [16, 8], test: [4, 2] } });
    const { train } = await openDataSet(home, 'signs');
    expect([...train.labels]).toEqual([...before.train.labels].map((label) => (label === 2 ? 1 : 0)));
    expect(Buffer.compare(pixelsOf(train), pixelsOf(before.train))).toBe(0);
    expect(after.fingerprint.trainImages).toBe(before.dataSet.fingerprint.trainImages);
    expect(after.fingerprint.trainLabels).not.toBe(before.dataSet.fingerprint.trainLabels);
  });

  it('leaves out a class with its pictures', async () => {
    await makeOwnSet(home);
    const before = await openDataSet(home, 'signs');
    const after = await change({ kind: 'leave-out-class', label: 0 });
    expect(after).toMatchObject({ classes: ['go', 'wait'], parts: { train: [8, 8], test: [2, 2] } });
    const { train, test } = await openDataSet(home, 'signs');
    expect(train.labels).toHaveLength(16);
    expect([...test.labels]).toEqual([0, 1, 0, 1]);
    expect(pictureOf(pixelsOf(train), 0)).toBe(pictureOf(pixelsOf(before.train), 1));
    expect(pictureOf(pixelsOf(train), 2)).toBe(pictureOf(pixelsOf(before.train), 4));
    expect(after.fingerprint.testImages).not.toBe(before.dataSet.fingerprint.testImages);
  });

  it('relabels and removes pictures by their positions in a part', async () => {
    await makeOwnSet(home);
    const before = await openDataSet(home, 'signs');
    await change({ kind: 'remove-pictures', part: 'test', indices: [1, 1, 4] });
    const removed = await openDataSet(home, 'signs');
    expect([...removed.test.labels]).toEqual([0, 2, 0, 2]);
    expect(pictureOf(pixelsOf(removed.test), 1)).toBe(pictureOf(pixelsOf(before.test), 2));
    expect(removed.train.labels).toEqual(before.train.labels);
    // Positions are those of the version that is changed.
    await change({ kind: 'relabel', part: 'test', indices: [1], label: 0 });
    expect([...(await openDataSet(home, 'signs')).test.labels]).toEqual([0, 0, 0, 2]);
    expect((await library.describe('signs')).versions.map((one) => one.change)).toEqual([
      'Made',
      'Removed 2 pictures',
      'Moved 1 picture to class stop',
    ]);
  });

  it('goes back to an older version, and on from there', async () => {
    const first = await makeOwnSet(home);
    await change({ kind: 'leave-out-class', label: 2 });
    expect(await change({ kind: 'go-back', version: '1' })).toEqual(first);
    expect((await openDataSet(home, 'signs')).dataSet).toEqual(first);
    expect(await change({ kind: 'rename', name: 'Again' })).toMatchObject({
      version: '3',
      classes: ['stop', 'go', 'wait'],
    });
    expect((await openDataSet(home, 'signs', '2')).dataSet.classes).toEqual(['stop', 'go']);
    await expect(change({ kind: 'go-back', version: '9' })).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('is refused when it leaves a set that can not be', async () => {
    await makeOwnSet(home);
    const bad = { kind: 'bad-input' };
    await expect(change({ kind: 'rename-class', label: 0, name: 'go' })).rejects.toMatchObject(bad);
    await expect(change({ kind: 'rename-class', label: 3, name: 'x' })).rejects.toMatchObject(bad);
    await expect(change({ kind: 'merge-classes', labels: [0, 1], into: 2 })).rejects.toMatchObject(bad);
    await expect(change({ kind: 'merge-classes', labels: [1], into: 1 })).rejects.toMatchObject(bad);
    await expect(change({ kind: 'relabel', part: 'test', indices: [6], label: 0 })).rejects.toMatchObject(
      bad,
    );
    const all = Array.from({ length: 8 }, (_, index) => index * 3);
    await expect(change({ kind: 'remove-pictures', part: 'train', indices: all })).rejects.toMatchObject(bad);
    await expect(library.change('fashion-mnist', { kind: 'rename', name: 'x' })).rejects.toMatchObject(bad);
    expect((await library.describe('signs')).versions).toHaveLength(1);
    expect((await readdir(join(dataSetsFolder(home), 'signs'))).sort()).toEqual([
      'dataset.json',
      'labels-1.bin',
      'names.jsonl',
      'parts-1.bin',
      'pictures.bin',
    ]);
  });

  it('made twice at once makes two versions', async () => {
    await makeOwnSet(home);
    await Promise.all(
      ['a', 'b', 'c'].map((name) => new DataLibrary(home).change('signs', { kind: 'rename', name })),
    );
    expect((await library.describe('signs')).versions.map(({ version }) => version)).toEqual([
      '1',
      '2',
      '3',
      '4',
    ]);
    expect((await readdir(dataSetsFolder(home))).sort()).toEqual(['signs']);
  });

  it('of a set that is gone says so', async () => {
    await expect(change({ kind: 'rename', name: 'x' })).rejects.toMatchObject({ kind: 'not-found' });
    await makeOwnSet(home);
    await rm(join(dataSetsFolder(home), 'signs', 'pictures.bin'));
    await expect(change({ kind: 'leave-out-class', label: 0 })).rejects.toMatchObject({ kind: 'corrupt' });
  });
});
