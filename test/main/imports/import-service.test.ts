import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ImportSource } from '#core/data/import/import-types';
import { ImportSession } from '#core/data/import/session/import-session';
import { DataLibrary } from '#core/data/library/data-library';
import { WardrobeError } from '#core/domain/errors';
import { dataSetsFolder } from '#core/folders';
import { ImportService } from '../../../src/main/imports/import-service';
import { fakeSource, options, pictureOf } from './fake-import';

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));
const count = 40;

let home: string;
let source: ImportSource;
let made: string[];
let session: ImportSession | undefined;
let look: (signal: AbortSignal) => Promise<ImportSource>;
let service: ImportService;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'wardrobe-import-'));
  source = fakeSource(count);
  made = [];
  look = () => Promise.resolve(source);
  service = new ImportService({
    look: (_paths, { signal }) => look(signal),
    open: async (source, options) => (session = await ImportSession.begin(home, source, options)),
    onChange: () => undefined,
    onMade: (id) => Promise.resolve(void made.push(id)),
    log: () => undefined,
  });
});
afterEach(() => rm(home, { recursive: true, force: true }));

async function begin(): Promise<void> {
  service.look(['/pictures/shapes']);
  await settled();
  await service.begin(options);
}

/** Does what a page does once: a file that holds a number becomes that number's picture. False when none is left. */
async function decodeOne(refuse: readonly number[] = []): Promise<boolean> {
  const lot = await service.next();
  if (!lot) return false;
  const used = lot.indices.filter((index) => !refuse.includes(index));
  const numbers = [...lot.bytes].filter((number) => !refuse.includes(number));
  expect(numbers).toEqual(used);
  const refused = lot.indices
    .filter((index) => refuse.includes(index))
    .map((index) => ({ index, reason: 'corrupt', message: 'Damaged.' }));
  const pixels = Uint8Array.from(numbers.flatMap((number) => [...pictureOf(number)]));
  await service.take({ lot: lot.lot, pixels, refused, turned: 0 });
  return true;
}

async function decodeAll(refuse: readonly number[] = []): Promise<void> {
  while (await decodeOne(refuse));
}

const done = () => vi.waitFor(() => expect(service.state()).toMatchObject({ status: 'done' }));
const resultOf = () => {
  const state = service.state();
  if (state.status !== 'done') throw new Error(state.status);
  return state.result;
};
const leftOnDisk = () => readdir(dataSetsFolder(home)).catch(() => []);

describe('an import', () => {
  test('is looked at, taken by way of the page, and finished', async () => {
    service.look(['/pictures/shapes']);
    expect(service.state()).toMatchObject({ status: 'looking', origin: 'shapes' });
    await settled();
    expect(service.state()).toMatchObject({
      status: 'preview',
      preview: {
        pictures: count,
        classes: [
          { name: 'circle', unsplit: count / 2 },
          { name: 'square', unsplit: count / 2 },
        ],
        samples: [
          [0, 8, 16, 24, 32],
          [1, 9, 17, 25, 33],
        ],
        refusals: [{ count: 1, names: ['notes.txt'] }],
      },
    });
    await service.begin(options);
    await decodeAll([3]);
    await done();
    const result = resultOf();
    expect(result).toMatchObject({ name: 'Shapes', classes: 2, exactDuplicates: 0 });
    expect(result.train + result.test).toBe(count - 1);
    expect(result.refusals.flatMap(({ names }) => names)).toEqual(['notes.txt', '3.png']);
    expect(made).toEqual([result.id]);
    expect((await new DataLibrary(home).list()).sets.map(({ dataSet }) => dataSet.id)).toContain(result.id);
    expect(source.close).toHaveBeenCalledOnce();
  });

  test('refuses files that can’t be read, and goes on', async () => {
    const gone = () => Promise.reject(new WardrobeError('not-found', 'It is gone.'));
    source = fakeSource(count, {
      read: (index) => (index % 5 === 0 ? gone() : Promise.resolve(Uint8Array.of(index))),
    });
    await begin();
    await decodeAll();
    await done();
    expect(resultOf().refusals).toContainEqual(expect.objectContaining({ message: 'It is gone.', count: 8 }));
  });

  test('of pixels is taken without the page', async () => {
    source = fakeSource(200, {
      pixelShape: options.shape,
      read: (index) => Promise.resolve(pictureOf(index)),
    });
    await begin();
    expect(await service.next()).toBeNull();
    await done();
    expect(resultOf().train + resultOf().test).toBe(200);
  });

  test('cancelled while it is taken leads back to the preview, and leaves nothing', async () => {
    await begin();
    await decodeOne();
    const late = await service.next();
    expect(await leftOnDisk()).not.toEqual([]);
    await service.cancel();
    expect(await leftOnDisk()).toEqual([]);
    expect(service.state()).toMatchObject({ status: 'preview' });
    await service.take({ lot: late!.lot, pixels: new Uint8Array(64), refused: [], turned: 0 });
    expect(await service.next()).toBeNull();
    expect(service.state()).toMatchObject({ status: 'preview' });
    await service.cancel();
    expect(service.state()).toEqual({ status: 'none' });
    expect(source.close).toHaveBeenCalledOnce();
  });

  test('cancelled while it is finished leaves nothing either', async () => {
    await begin();
    const finish = session!.finish.bind(session);
    session!.finish = async (how) => {
      await service.cancel
        .call(service)
        .catch(() => undefined)
        .then(
          () => undefined,
          () => undefined,
        );
      return finish(how);
    };
    void decodeAll();
    await vi.waitFor(() => expect(service.state()).toMatchObject({ status: 'preview' }));
    expect(await leftOnDisk()).toEqual([]);
  });

  test('cancelled while it is looked at closes what comes too late', async () => {
    let found: (source: ImportSource) => void = () => undefined;
    look = () => new Promise((resolve) => (found = resolve));
    service.look(['/pictures/shapes']);
    await service.cancel();
    found(source);
    await settled();
    expect(service.state()).toEqual({ status: 'none' });
    expect(source.close).toHaveBeenCalledOnce();
  });

  test('that the disk has no room for fails with words, and leaves nothing', async () => {
    await begin();
    session!.take = () => Promise.reject(new WardrobeError('disk', 'The disk is full.', 'Make room.'));
    await decodeAll();
    expect(service.state()).toMatchObject({
      status: 'failed',
      paths: ['/pictures/shapes'],
      error: { kind: 'disk', hint: 'Make room.' },
    });
    expect(await leftOnDisk()).toEqual([]);
  });

  test('goes on where it stands after its page was lost', async () => {
    await begin();
    await service.next();
    service.pageIsGone();
    await decodeAll();
    await done();
    expect(resultOf().train + resultOf().test).toBe(count);
  });

  test('gives up the one picture that ends the page again and again', async () => {
    await begin();
    let ended = 0;
    for (let lot = await service.next(); lot; lot = await service.next()) {
      if (lot.indices.includes(7)) {
        ended++;
        service.pageIsGone();
        await settled();
        continue;
      }
      const pixels = Uint8Array.from([...lot.bytes].flatMap((number) => [...pictureOf(number)]));
      await service.take({ lot: lot.lot, pixels, refused: [], turned: 0 });
    }
    await done();
    expect(ended).toBe(3);
    expect(resultOf().refusals).toContainEqual(expect.objectContaining({ names: ['7.png'], count: 1 }));
    expect(resultOf().train + resultOf().test).toBe(count - 1);
  });
});

describe('it refuses', () => {
  test('to look at something else while a set is made', async () => {
    await begin();
    expect(() => service.look(['/other'])).toThrow(expect.objectContaining({ kind: 'busy' }));
    expect(service.state()).toMatchObject({ status: 'taking' });
    await service.cancel();
  });

  test('to make anything of nothing', async () => {
    await expect(service.begin(options)).rejects.toMatchObject({ kind: 'not-ready' });
    await expect(service.read([0])).rejects.toMatchObject({ kind: 'not-ready' });
  });

  test('a lot whose pixels are too few', async () => {
    await begin();
    const lot = await service.next();
    await service.take({ lot: lot!.lot, pixels: new Uint8Array(3), refused: [], turned: 0 });
    expect(service.state()).toMatchObject({ status: 'failed', error: { kind: 'bad-input' } });
    expect(await leftOnDisk()).toEqual([]);
  });
});

test('a source that can’t be used is explained', async () => {
  look = () => Promise.reject(new WardrobeError('bad-input', 'There is only one class.', 'Add another.'));
  service.look(['/pictures/one']);
  await settled();
  expect(service.state()).toMatchObject({
    status: 'failed',
    origin: 'one',
    error: { message: 'There is only one class.' },
  });
});

test('the preview’s pictures are read as far as they fit', async () => {
  const large = 3 * 2 ** 20;
  source = fakeSource(10, { read: () => Promise.resolve(new Uint8Array(large)) });
  service.look(['/pictures/shapes']);
  await settled();
  const { lengths, bytes } = await service.read([0, 2, 4, 6, 8]);
  expect(lengths.length).toBeLessThan(5);
  expect(lengths.length).toBeGreaterThan(1);
  expect(bytes).toHaveLength(large * lengths.length);
});

test('pictures from the webcam become a set at once', async () => {
  const pixels = (from: number) =>
    Uint8Array.from(Array.from({ length: 15 }, (_, i) => [...pictureOf(from + i)]).flat());
  const result = await service.captured(options, [
    { name: 'cup', pixels: pixels(0) },
    { name: 'hand', pixels: pixels(100) },
  ]);
  expect(result).toMatchObject({ name: 'Shapes', classes: 2 });
  // What was taken last is the test part, with a picture left out before it.
  expect([result.train, result.test]).toEqual([22, 6]);
  expect(made).toEqual([result.id]);
});
