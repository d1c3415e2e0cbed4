import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LabelledPictures } from '#core/domain/data-set';
import { runsFolder } from '#core/folders';
import { luma } from '#core/image/luma';
import { Random } from '#core/random/random';
import { RunStore } from '#core/runs/store/run-store';
import { idxFile } from '../fixtures/import/idx-file';
import { writeTree } from '../fixtures/import/write-tree';
import { realDataset } from '../fixtures/real-dataset';
import { cli } from './run-in-memory';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'wardrobe-imported-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

async function importSet(...args: string[]) {
  const { json, stderr } = await cli(home, ['data', 'import', ...args, '--json']);
  const last = json().at(-1);
  expect(last, stderr).toMatchObject({ event: 'imported', refused: 0 });
  return last!;
}

async function train(data: string, ...args: string[]) {
  const { json, stderr } = await cli(home, ['train', '--data', data, '--device', 'cpu', '--json', ...args]);
  const done = json().at(-1);
  expect(done, stderr).toMatchObject({ event: 'done', outcome: 'completed' });
  return done!;
}

/** Some pictures of a part, from its beginning. */
const begin = ({ pictures, labels }: LabelledPictures, count: number) => ({
  pixels: pictures.read(Int32Array.from({ length: count }, (_, i) => i)),
  labels: labels.subarray(0, count),
});

test('Fashion-MNIST written as PNG files trains to the same bits as from IDX files', async () => {
  const { dataSet, train: all, test: allTest } = await realDataset();
  const parts = { train: begin(all, 2000), test: begin(allTest, 400) };
  const pngs = join(home, 'files', 'PNG');
  const idx = join(home, 'files', 'fashion IDX');
  await mkdir(idx, { recursive: true });
  for (const [part, { pixels, labels }] of Object.entries(parts)) {
    const name = part === 'test' ? 't10k' : part;
    await writeFile(join(idx, `${name}-images-idx3-ubyte`), idxFile([labels.length, 28, 28], pixels));
    await writeFile(join(idx, `${name}-labels-idx1-ubyte`), idxFile([labels.length], [...labels]));
    const folders = dataSet.classes.map((one, i) => join(pngs, part, `${i} ${one.replaceAll('/', ' or ')}`));
    for (const folder of folders) await mkdir(folder, { recursive: true });
    for (const [i, label] of labels.entries())
      await sharp(pixels.subarray(i * 784, (i + 1) * 784), { raw: { width: 28, height: 28, channels: 1 } })
        .png()
        .toFile(join(folders[label]!, `${i}.png`));
  }
  const weights: Uint8Array[] = [];
  for (const [folder, id] of [
    [pngs, 'png'],
    [idx, 'fashion-idx'],
  ] as const) {
    expect(await importSet(folder)).toMatchObject({ data: id, shape: [28, 28, 1], train: 2000, test: 400 });
    const { run } = await train(id, '--epochs', '2', '--way', 'scheduled');
    weights.push((await new RunStore(runsFolder(home)).model(run as string)).weights);
  }
  const [shown] = (await cli(home, ['data', 'show', 'png', '--json'])).json();
  const [other] = (await cli(home, ['data', 'show', 'fashion-idx', '--json'])).json();
  expect(other!.classes).toEqual(dataSet.classes);
  expect(shown!.fingerprint).toEqual(other!.fingerprint);
  expect(weights[0]!.length).toBeGreaterThan(100_000);
  expect(Buffer.compare(weights[0]!, weights[1]!)).toBe(0);
});

test('scikit-learn’s digits are imported from CSV and learned by a preset as it comes', async () => {
  const imported = await importSet(join(import.meta.dirname, '../fixtures/import/digits/digits.csv.gz'));
  expect(imported).toMatchObject({ data: 'digits', shape: [8, 8, 1], classes: [...'0123456789'] });
  expect(Number(imported.train) + Number(imported.test)).toBe(1797);
  expect(Number(imported.test)).toBeGreaterThan(350);
  expect((await train('digits', '--preset', 'convolutional')).accuracy).toBeGreaterThanOrEqual(0.97);
});

test('a set in which only colour tells the classes apart is learned from folders', async () => {
  const tints = { rust: [210, 60, 60], moss: [60, 136, 60], sky: [60, 105, 217] } as const;
  for (const [red, green, blue] of Object.values(tints)) expect(luma(red, green, blue)).toBeCloseTo(105, -1);
  const files: Record<string, Uint8Array> = {};
  for (const [label, [name, tint]] of Object.entries(tints).entries())
    for (let i = 0; i < 60; i++) {
      const random = new Random(label, i);
      const pixels = Uint8Array.from({ length: 16 * 16 }, () => random.below(100) - 50);
      const rgb = Buffer.from(
        [...pixels]
          .flatMap((value) => tint.map((channel) => channel + value))
          .map((value) => Math.max(0, Math.min(255, value))),
      );
      files[`${name}/${i}.png`] = await sharp(rgb, { raw: { width: 16, height: 16, channels: 3 } })
        .png()
        .toBuffer();
    }
  const imported = await importSet(await writeTree(files, 'Colours'), '--test-fraction', '0.4');
  expect(imported).toMatchObject({ data: 'colours', shape: [16, 16, 3], train: 108, test: 72 });
  expect((await train('colours')).accuracy).toBeGreaterThanOrEqual(0.99);
});
