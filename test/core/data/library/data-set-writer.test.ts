import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { createDataSet } from '#core/data/library/data-set-writer';
import { DataLibrary } from '#core/data/library/data-library';
import { openDataSet } from '#core/data/open-data-set';
import { dataSetsFolder } from '#core/folders';
import { makeOwnSet, newOwnSet, ownPictures, ownShape, pixelsOf } from '../../../fixtures/own-set';
import { systemError, fileHandlePrototype } from '../../../fixtures/failing-disk';
import { temporaryFolder } from '../../../fixtures/temporary-folder';

const classes = ['stop', 'go', 'wait'];
const left = (home: string) => readdir(dataSetsFolder(home)).catch(() => []);

describe('a set that is written', () => {
  it('is read back as it was put in, each part in its order', async () => {
    const home = await temporaryFolder();
    const dataSet = await makeOwnSet(home);
    expect(dataSet).toMatchObject({
      id: 'signs',
      version: '1',
      name: 'Signs',
      classes,
      shape: ownShape,
      parts: { train: [8, 8, 8], test: [2, 2, 2] },
      preparation: 'whole',
    });
    const read = await openDataSet(home, 'signs');
    expect(read.dataSet).toEqual(dataSet);
    const put = ownPictures();
    for (const part of ['train', 'test'] as const) {
      const own = put.filter((picture) => picture.part === part);
      expect([...read[part].labels]).toEqual(own.map(({ label }) => label));
      expect(Buffer.from(pixelsOf(read[part]))).toEqual(Buffer.concat(own.map(({ pixels }) => pixels)));
    }
    const names = await readFile(join(dataSetsFolder(home), 'signs', 'names.jsonl'), 'utf8');
    expect(
      names
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as string),
    ).toEqual(put.map(({ name }) => name));
  });

  it('has the fingerprint of any other of the same pictures', async () => {
    const home = await temporaryFolder();
    const first = await makeOwnSet(home);
    const other = await makeOwnSet(home, { name: 'Other signs' });
    const fewer = await makeOwnSet(home, { pictures: 8 });
    expect(other.fingerprint).toEqual(first.fingerprint);
    expect(fewer.fingerprint.trainImages).not.toBe(first.fingerprint.trainImages);
    expect(fewer.fingerprint.testImages).not.toBe(first.fingerprint.testImages);
    expect(Object.keys(first.fingerprint)).toEqual([
      'trainImages',
      'trainLabels',
      'testImages',
      'testLabels',
    ]);
  });

  it('gets an id of its own from any name', async () => {
    const home = await temporaryFolder();
    const ids = [];
    for (const name of [
      'Äpfel & Birnen',
      'äpfel/birnen',
      '写真',
      '../../etc',
      'Fashion-MNIST',
      '\ud800',
      'con',
    ])
      ids.push((await makeOwnSet(home, { name })).id);
    expect(ids).toEqual([
      'apfel-birnen',
      'apfel-birnen-2',
      'pictures',
      'etc',
      'fashion-mnist-2',
      'pictures-2',
      'con',
    ]);
    const { sets } = await new DataLibrary(home).list();
    expect(sets.map(({ dataSet }) => dataSet.name)).toContain('写真');
  });

  it('leaves out dropped pictures, and classes that none is left of', async () => {
    const home = await temporaryFolder();
    const writer = await createDataSet(home, newOwnSet());
    const pictures = ownPictures();
    for (const picture of pictures)
      await writer.add({ ...picture, label: picture.label === 2 ? 3 : picture.label });
    const dropped = pictures.flatMap(({ label }, index) => (label === 1 && index < 15 ? [index] : []));
    const dataSet = await writer.finish({ classes: ['stop', 'go', 'none', 'wait'], split: null, dropped });
    expect(dataSet.classes).toEqual(['stop', 'go', 'wait']);
    expect(dataSet.parts.train[1]! + dataSet.parts.test[1]!).toBe(10 - dropped.length);
    const { train, test } = await openDataSet(home, dataSet.id);
    expect(train.labels.length + test.labels.length).toBe(30 - dropped.length);
  });

  it('holds 300 classes, whose labels do not fit into a byte', async () => {
    const home = await temporaryFolder();
    const many = Array.from({ length: 300 }, (_, index) => `class ${index}`);
    const { id } = await makeOwnSet(home, { classes: many, pictures: 5 });
    const { dataSet, train, test } = await openDataSet(home, id);
    expect(dataSet.classes).toHaveLength(300);
    expect(dataSet.parts).toEqual({ train: Array(300).fill(4), test: Array(300).fill(1) });
    expect([...test.labels]).toEqual(many.map((_, index) => index));
    expect(train.labels.at(-1)).toBe(299);
  });
});

describe('what is refused', () => {
  it('is a set of one class, of few pictures, or of two classes of one name', async () => {
    const home = await temporaryFolder();
    const bad = { kind: 'bad-input' };
    await expect(makeOwnSet(home, { classes: ['one'], pictures: 40 })).rejects.toMatchObject(bad);
    await expect(makeOwnSet(home, { pictures: 2 })).rejects.toMatchObject(bad);
    await expect(makeOwnSet(home, { classes: ['a', 'b', 'a'] })).rejects.toMatchObject(bad);
    await expect(makeOwnSet(home, { shape: { height: 7, width: 8, channels: 1 } })).rejects.toMatchObject(
      bad,
    );
    await expect(makeOwnSet(home, { shape: { height: 8, width: 8, channels: 4 } })).rejects.toMatchObject(
      bad,
    );
    await expect(makeOwnSet(home, { name: ' ' })).rejects.toMatchObject(bad);
    expect(await left(home)).toEqual([]);
  });

  it('is a picture of another size, and the whole set with it', async () => {
    const home = await temporaryFolder();
    const writer = await createDataSet(home, newOwnSet());
    const [picture] = ownPictures();
    await writer.add(picture!);
    await expect(writer.add({ ...picture!, pixels: new Uint8Array(3) })).rejects.toMatchObject({
      kind: 'bad-input',
    });
    await expect(writer.add(picture!)).rejects.toMatchObject({ kind: 'bad-input' });
    expect(await left(home)).toEqual([]);
  });
});

describe('nothing half-made is left', () => {
  it('by one that is given up', async () => {
    const home = await temporaryFolder();
    const writer = await createDataSet(home, newOwnSet());
    await writer.add(ownPictures());
    expect(await left(home)).toHaveLength(1);
    await writer.discard();
    expect(await left(home)).toEqual([]);
    await writer.discard();
    await expect(writer.finish({ classes, split: null })).rejects.toMatchObject({ kind: 'cancelled' });
  });

  it('by a disk that is full, at whichever write', async () => {
    const home = await temporaryFolder();
    const prototype = await fileHandlePrototype(home);
    const write = Reflect.get(prototype, 'writeFile') as (this: unknown, data: unknown) => Promise<void>;
    for (let failing = 1; failing <= 5; failing++) {
      let call = 0;
      const spy = vi.spyOn(prototype, 'writeFile').mockImplementation(function (this: unknown, data) {
        return ++call === failing ? Promise.reject(systemError('ENOSPC')) : write.call(this, data);
      });
      const error: unknown = await makeOwnSet(home).catch((failure: unknown) => failure);
      spy.mockRestore();
      expect(error, `write ${failing}`).toMatchObject({
        kind: 'disk',
        message: expect.stringContaining('the disk is full') as string,
      });
      expect(await left(home)).toEqual([]);
    }
    expect((await makeOwnSet(home)).id).toBe('signs');
  });
});

describe('a set that is opened', () => {
  it('is refused when a byte of it has changed', async () => {
    const home = await temporaryFolder();
    const { id } = await makeOwnSet(home);
    const folder = join(dataSetsFolder(home), id);
    for (const name of ['pictures.bin', 'labels-1.bin', 'parts-1.bin']) {
      const file = join(folder, name);
      const before = await readFile(file);
      const changed = Buffer.from(before);
      changed[9]! ^= 1;
      await writeFile(file, changed);
      await expect(openDataSet(home, id)).rejects.toMatchObject({
        kind: 'checksum',
        message: expect.stringContaining(name) as string,
      });
      await writeFile(file, before.subarray(1));
      await expect(openDataSet(home, id)).rejects.toMatchObject({
        kind: expect.stringMatching(/corrupt|checksum/) as string,
      });
      await writeFile(file, before);
    }
    await openDataSet(home, id);
  });

  it('is refused in words where there is none', async () => {
    const home = await temporaryFolder();
    await makeOwnSet(home);
    await expect(openDataSet(home, 'none')).rejects.toMatchObject({ kind: 'not-found' });
    await expect(openDataSet(home, 'signs', '2')).rejects.toMatchObject({ kind: 'not-found' });
    await expect(openDataSet(home, '../signs')).rejects.toMatchObject({ kind: 'bad-input' });
  });
});
