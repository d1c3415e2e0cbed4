import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importSource } from '#core/data/import/import-source';
import type { ImportOptions, ImportSource, SourcePicture } from '#core/data/import/import-types';
import { ImportSession } from '#core/data/import/session/import-session';
import { readSet } from '#core/data/library/read-set';
import { pictureBytes } from '#core/domain/data-set';
import { WardrobeError } from '#core/domain/errors';
import { dataSetsFolder } from '#core/folders';
import { Random } from '#core/random/random';
import { temporaryFolder } from '../../../fixtures/temporary-folder';

const shape = { height: 16, width: 18, channels: 1 };
const bytes = pictureBytes(shape);
const options: ImportOptions = { name: 'Some', shape, preparation: 'whole', testFraction: 0.25, seed: 1 };

/** A smooth picture, different for each number: sums of waves. */
function smooth(number: number): Uint8Array {
  const random = new Random(number, 5);
  const waves = Array.from({ length: 4 }, () => [1, 2, 3].map(() => random.fraction() * 0.7));
  return Uint8Array.from({ length: bytes }, (_, i) => {
    const [x, y] = [i % shape.width, Math.floor(i / shape.width)];
    const value = waves.reduce((sum, [a = 0, b = 0, c = 0]) => sum + Math.sin(a * x + b * y + c * 20), 0);
    return Math.round(128 + value * 30);
  });
}

/** The same picture with a little noise, as after it was stored again. */
const noisy = (pixels: Uint8Array, seed: number): Uint8Array => {
  const random = new Random(seed, 9);
  return pixels.map((value) => Math.min(255, Math.max(0, value + random.below(5) - 2)));
};

interface Made {
  pixels: Uint8Array | null;
  label: number;
  part?: SourcePicture['part'];
}

function sourceOf(made: readonly Made[], classes = ['a', 'b']): ImportSource {
  return {
    kind: 'folder',
    origin: '/somewhere/some',
    classes,
    pictures: made.map(({ label, part = null }, i) => ({ name: `${i}.png`, label, part })),
    refused: [{ name: 'x.txt', reason: 'not-a-picture', message: 'No.' }],
    notes: [],
    proposal: options,
    pixelShape: shape,
    read: async (index) => {
      const pixels = made[index]?.pixels;
      if (!pixels) throw new WardrobeError('corrupt', 'It is damaged.');
      return pixels;
    },
    close: async () => undefined,
  };
}

async function imported(
  made: readonly Made[],
  { classes, ...changed }: Partial<ImportOptions> & { classes?: string[] } = {},
) {
  const home = await temporaryFolder();
  const session = await ImportSession.begin(home, sourceOf(made, classes), { ...options, ...changed });
  await importSource(session, null);
  const result = await session.finish();
  const set = await readSet(join(dataSetsFolder(home), result.id), result.id);
  return { home, result, set };
}

const many = (count: number, from = 0): Made[] =>
  Array.from({ length: count }, (_, i) => ({ pixels: smooth(from + i), label: i % 2 }));

const pixelsOf = ({ pictures }: Awaited<ReturnType<typeof readSet>>['train']) =>
  pictures.read(Int32Array.from({ length: pictures.count }, (_, i) => i));

const has = (part: Awaited<ReturnType<typeof readSet>>['train'], pixels: Uint8Array) => {
  const all = pixelsOf(part);
  return Array.from({ length: part.pictures.count }, (_, i) => i).some(
    (i) => Buffer.compare(all.subarray(i * bytes, (i + 1) * bytes), pixels) === 0,
  );
};

describe('ImportSession', () => {
  it('makes a set in the source’s order, whatever order its pictures come in', async () => {
    const made = many(60);
    const home = await temporaryFolder();
    const make = async (order: number[]) => {
      const session = await ImportSession.begin(home, sourceOf(made), { ...options, testFraction: 0 });
      for (let from = 0; from < order.length; from += 7) {
        const batch = order.slice(from, from + 7);
        await session.take(batch, Buffer.concat(batch.map((i) => made[i]!.pixels!)));
      }
      return session.finish();
    };
    const ordered = made.map((_, i) => i);
    const [first, second] = [
      await make(ordered),
      await make([...ordered].sort((a, b) => ((a * 7) % 60) - ((b * 7) % 60))),
    ];
    expect([first.id, second.id]).toEqual(['some', 'some-2']);
    expect(first).toMatchObject({
      train: 60,
      test: 0,
      exactDuplicates: 0,
      nearDuplicates: 0,
      contradictions: 0,
    });
    const sets = await Promise.all(
      [first, second].map(({ id }) => readSet(join(dataSetsFolder(home), id), id)),
    );
    for (const { train, dataSet } of sets) {
      expect(pixelsOf(train)).toEqual(new Uint8Array(Buffer.concat(made.map(({ pixels }) => pixels!))));
      expect([...train.labels]).toEqual(made.map(({ label }) => label));
      expect(dataSet).toMatchObject({
        name: 'Some',
        provenance: 'the folder "some"',
        preparation: 'whole',
      });
    }
    expect(await readdir(dataSetsFolder(home))).toEqual(['some', 'some-2']);
  });

  it('draws a quarter of each class for testing, the same each time', async () => {
    const [one, other] = [await imported(many(80)), await imported(many(80))];
    expect(one.result).toMatchObject({ train: 60, test: 20 });
    expect(one.set.dataSet.parts).toEqual({ train: [30, 30], test: [10, 10] });
    expect(pixelsOf(one.set.test)).toEqual(pixelsOf(other.set.test));
  });

  it('leaves out copies, and keeps and tells what stands in two classes', async () => {
    const made = many(40);
    made.push(
      { pixels: smooth(0), label: 0 },
      { pixels: smooth(0), label: 0 },
      { pixels: smooth(1), label: 0 },
    );
    const { result, set } = await imported(made);
    expect(result).toMatchObject({ exactDuplicates: 2, contradictions: 1 });
    expect(result.train + result.test).toBe(41);
    expect([has(set.train, smooth(1)), has(set.test, smooth(1))].filter(Boolean)).toHaveLength(1);
  });

  it('keeps near duplicates on one side of the split', async () => {
    const made = many(100);
    for (let i = 0; i < 30; i++) made.push({ pixels: noisy(smooth(i), i), label: i % 2 });
    const { result, set } = await imported(made, { testFraction: 0.5 });
    expect(result.nearDuplicates).toBe(30);
    for (let i = 0; i < 30; i++)
      expect([i, has(set.test, smooth(i))]).toEqual([i, has(set.test, noisy(smooth(i), i))]);
    expect(result.test).toBeGreaterThan(50);
  });

  it('takes a lighter copy for one, but not a flat picture of another brightness', async () => {
    const made = many(40);
    const lighter = smooth(0).map((value) => Math.min(255, value + 8));
    made.push({ pixels: lighter, label: 0 });
    for (const value of [20, 60, 100, 140])
      made.push({ pixels: new Uint8Array(bytes).fill(value), label: 1 });
    expect((await imported(made)).result.nearDuplicates).toBe(1);
  });

  it('keeps a published split as it is, and counts copies only', async () => {
    const made: Made[] = many(60).map((one, i) => ({ ...one, part: i < 40 ? 'train' : 'test' }));
    made.push({ pixels: smooth(0), label: 0, part: 'train' }, { pixels: smooth(2), label: 0, part: 'test' });
    const { result, set } = await imported(made);
    expect(result).toMatchObject({ train: 41, test: 21, exactDuplicates: 2 });
    expect(pixelsOf(set.test).subarray(0, 20 * bytes)).toEqual(
      new Uint8Array(Buffer.concat(made.slice(40, 60).map(({ pixels }) => pixels!))),
    );
  });

  it('refuses what can’t be read, and leaves out a class that nothing is left of', async () => {
    const made: Made[] = many(40);
    made.push({ pixels: null, label: 2 }, { pixels: null, label: 0 }, { pixels: null, label: 2 });
    for (let i = 0; i < 5; i++) made.push({ pixels: smooth(500 + i), label: 3 });
    const { result, set } = await imported(made, { classes: ['a', 'b', 'broken', 'c'] });
    expect(result.classes).toEqual(['a', 'b', 'c']);
    expect(set.dataSet.parts.train.reduce((sum, count) => sum + count)).toBe(result.train);
    expect(result.train + result.test).toBe(45);
    expect(result.refused).toEqual([
      { name: 'x.txt', reason: 'not-a-picture', message: 'No.' },
      ...[40, 41, 42].map((i) => ({ name: `${i}.png`, reason: 'corrupt', message: 'It is damaged.' })),
    ]);
  });

  it('brings pixels to another shape where that is asked for', async () => {
    const { set } = await imported(many(30), {
      shape: { height: 8, width: 8, channels: 3 },
      preparation: 'middle',
    });
    expect(set.dataSet.shape).toEqual({ height: 8, width: 8, channels: 3 });
    expect(set.train.pictures.read(Int32Array.of(0))).toHaveLength(192);
  });

  it('leaves nothing behind when it is cancelled, fails or has too little left', async () => {
    const home = await temporaryFolder();
    const left = () => readdir(dataSetsFolder(home));
    const made = many(40);
    const begin = (source = sourceOf(made)) => ImportSession.begin(home, source, options);

    const cancelled = await begin();
    await cancelled.take([3, 1], Buffer.concat([smooth(3), smooth(1)]));
    await cancelled.cancel();
    expect(await left()).toEqual([]);
    await expect(cancelled.take([2], smooth(2))).rejects.toMatchObject({ kind: 'cancelled' });

    const aborted = await begin();
    await expect(importSource(aborted, null, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      kind: 'cancelled',
    });
    await aborted.cancel();
    const late = await begin();
    await importSource(late, null);
    await expect(late.finish({ signal: AbortSignal.abort() })).rejects.toMatchObject({ kind: 'cancelled' });
    expect(await left()).toEqual([]);

    await expect((await begin()).finish()).rejects.toMatchObject({ kind: 'not-ready' });
    for (const wrong of [[40], [-1], [1, 1], [0.5]]) {
      const session = await begin();
      await expect(session.take(wrong, new Uint8Array(wrong.length * bytes))).rejects.toMatchObject({
        kind: 'bad-input',
      });
    }
    const short = await begin();
    await expect(short.take([1], new Uint8Array(5))).rejects.toMatchObject({ kind: 'bad-input' });

    const poor = await begin(sourceOf(made.map((one, i) => (i < 10 ? one : { ...one, pixels: null }))));
    await importSource(poor, null);
    await expect(poor.finish()).rejects.toMatchObject({
      kind: 'bad-input',
      message: 'There are only 10 pictures that can be used.',
    });
    await expect(
      ImportSession.begin(home, sourceOf(made), { ...options, shape: { ...shape, width: 7 } }),
    ).rejects.toMatchObject({ kind: 'bad-input' });
    expect(await left()).toEqual([]);
  });

  it('tells how far it is and how long it takes', async () => {
    const session = await ImportSession.begin(await temporaryFolder(), sourceOf(many(200)), options);
    const told: number[] = [];
    await importSource(session, null, { onProgress: ({ done, total }) => told.push(done / total) });
    await session.cancel();
    expect(told.at(-1)).toBe(1);
    expect(told).toEqual([...told].sort((a, b) => a - b));
  });
});
