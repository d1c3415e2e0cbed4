import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { readSet } from '#core/data/library/read-set';
import { dataSetsFolder } from '#core/folders';
import { hashIntegers } from '#core/random/random';
import { makeZip } from '../fixtures/import/make-zip';
import { writeTree } from '../fixtures/import/write-tree';
import { drawingFiles } from '../fixtures/pictures/picture-files';
import { temporaryFolder } from '../fixtures/temporary-folder';
import { cli } from './run-in-memory';

/** Noise in shades of one colour, different for each number. */
const noise = async (number: number, colour: 'grey' | 'red' | 'blue', side = 30) => {
  const pixels = Buffer.from(
    Array.from({ length: side * side }, (_, i) => {
      const value = hashIntegers(i, number) >>> 24;
      return { grey: [value, value, value], red: [value, 0, 0], blue: [0, 0, value] }[colour];
    }).flat(),
  );
  return sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
    .png()
    .toBuffer();
};

async function coloured(count: number, colours: readonly ('grey' | 'red' | 'blue')[] = ['red', 'blue']) {
  const files: Record<string, Uint8Array> = {};
  for (const colour of colours)
    for (let i = 0; i < count; i++)
      files[`${colour}/${i}.png`] = await noise(i * 2 + colours.indexOf(colour), colour);
  return files;
}

const imported = async (home: string, id: string) => readSet(join(dataSetsFolder(home), id), id);

describe('data import', () => {
  it('makes a set of folders in colour, and says so as JSON and in words', async () => {
    const home = await temporaryFolder();
    const root = await writeTree({
      ...(await coloured(20)),
      'red/broken.png': 'no picture',
      'notes.txt': 'x',
    });
    const { code, json } = await cli(home, ['data', 'import', root, '--json']);
    expect(code).toBe(0);
    expect(json()).toEqual([
      { event: 'refused', name: 'notes.txt', reason: 'not-a-picture', message: expect.any(String) },
      { event: 'refused', name: 'red/broken.png', reason: 'not-a-picture', message: 'Not a picture.' },
      {
        event: 'imported',
        data: 'pets',
        version: '1',
        name: 'pets',
        classes: ['blue', 'red'],
        shape: [30, 30, 3],
        train: 32,
        test: 8,
        refused: 2,
        exactDuplicates: 0,
        nearDuplicates: 0,
        contradictions: 0,
      },
    ]);
    const { dataSet, train } = await imported(home, 'pets');
    expect(dataSet).toMatchObject({
      name: 'pets',
      preparation: 'whole',
      parts: { train: [16, 16], test: [4, 4] },
    });
    const pixels = train.pictures.read(Int32Array.of(0));
    expect([pixels[0], pixels[1]].filter((value) => value === 0)).toHaveLength(train.labels[0] === 0 ? 2 : 1);

    const words = await cli(home, [
      'data',
      'import',
      root,
      '--name',
      'Two colours',
      '--grey',
      '--side',
      '16',
    ]);
    expect(words.stdout).toContain(
      'Imported Two colours as two-colours: 2 classes, 16 × 16 pixels in grey, 32 pictures',
    );
    expect(words.stderr).toContain('2 files were not used:\n  notes.txt: ');
  });

  it('proposes grey where all pictures are, and heeds what is asked for', async () => {
    const home = await temporaryFolder();
    const root = await writeTree({ ...(await coloured(12, ['grey'])), ...(await coloured(0)) });
    const twice = await writeTree({
      ...Object.fromEntries(
        Object.entries(await coloured(12, ['grey'])).map(([name, file], i) => [
          `${i % 2 ? 'a' : 'b'}/${name}`,
          file,
        ]),
      ),
      ...Object.fromEntries(
        (await Promise.all(Array.from({ length: 12 }, (_, i) => noise(100 + i, 'grey')))).map((file, i) => [
          `c/${i}.png`,
          file,
        ]),
      ),
    });
    expect((await cli(home, ['data', 'import', root, '--json'])).json()).toMatchObject([{ event: 'error' }]);
    const run = async (...args: string[]) =>
      (await cli(home, ['data', 'import', twice, '--json', ...args])).json().at(-1);
    expect(await run()).toMatchObject({ shape: [30, 30, 1], train: 20, test: 4 });
    expect(
      await run('--rgb', '--width', '20', '--height', '10', '--fit', 'middle', '--test-fraction', '0.5'),
    ).toMatchObject({
      shape: [10, 20, 3],
      train: 12,
      test: 12,
      data: 'pets-2',
    });
  });

  it('reads every format, turned upright, from a zip', async () => {
    const home = await temporaryFolder();
    const sizes = [40, 30, 20].map((width) => drawingFiles(width, 24));
    const content = (await Promise.all(sizes)).flatMap((files) => Object.entries(files));
    const entries = content.map(([name, file], i) => ({
      name: `all/${['a', 'b'][i % 2]}/${i} ${name}.png`,
      content: file,
    }));
    const zip = join(await temporaryFolder(), 'formats.zip');
    await writeFile(zip, makeZip(entries));
    const { json } = await cli(home, ['data', 'import', zip, '--json', '--side', '32']);
    const last = json().at(-1)!;
    expect(last).toMatchObject({ event: 'imported', data: 'formats', refused: 0 });
    expect(Number(last.train) + Number(last.test) + Number(last.exactDuplicates)).toBe(content.length);
  });

  it('leaves nothing behind after Ctrl-C', async () => {
    const home = await temporaryFolder();
    const root = await writeTree(await coloured(60));
    const { code, stderr } = await cli(home, ['data', 'import', root], {
      onErr: (text, interrupt) => void (text.includes('Importing') && interrupt()),
    });
    expect(code).toBe(1);
    expect(stderr).toContain('The import was cancelled.');
    expect(await readdir(dataSetsFolder(home))).toEqual([]);
  });

  it('is told from the place the user stands at', async () => {
    const home = await temporaryFolder();
    const root = await writeTree(await coloured(12));
    const { json } = await cli(home, ['data', 'import', '.', '--json'], { env: { INIT_CWD: root } });
    expect(json()).toMatchObject([{ event: 'imported', data: 'pets' }]);
  });

  it('ends in words where there is nothing to make a set of', async () => {
    const home = await temporaryFolder();
    const { code, json, stderr } = await cli(home, ['data', 'import', await writeTree({}), '--json']);
    expect(code).toBe(1);
    expect(json()).toMatchObject([
      { event: 'error', error: { kind: 'bad-input', hint: expect.stringContaining('for each class') } },
    ]);
    expect(stderr).toContain('There are no files in');
    const broken = await writeTree(
      Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`${i % 3}/${i}.jpg`, 'no picture'])),
    );
    expect((await cli(home, ['data', 'import', broken])).stderr).toContain(
      'There are no pictures that can be used.',
    );
  });

  it.each([
    [[]],
    [['x', '--side', '7']],
    [['x', '--side', '30', '--width', '30']],
    [['x', '--grey', '--rgb']],
    [['x', '--fit', 'stretched']],
    [['x', '--test-fraction', '0.95']],
    [['x', '--name', ' ']],
  ])('refuses %j as wrong usage', async (args) => {
    expect((await cli(await temporaryFolder(), ['data', 'import', ...args])).code).toBe(2);
  });
});
