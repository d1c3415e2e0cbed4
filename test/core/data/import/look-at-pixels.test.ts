import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { lookAtSource } from '#core/data/import/look-at-source';
import { toErrorInfo } from '#core/domain/errors';
import { idxFile, mixedBytes } from '../../../fixtures/import/idx-file';
import { makeZip } from '../../../fixtures/import/make-zip';
import { writeTree } from '../../../fixtures/import/write-tree';

async function look(...paths: string[]) {
  const source = await lookAtSource(paths);
  onTestFinished(() => source.close());
  return source;
}

const failure = async (...paths: string[]) =>
  lookAtSource(paths).then(
    () => null,
    (error: unknown) => toErrorInfo(error),
  );

const labelsOf = (count: number, first = 0, classes = 4) =>
  Array.from({ length: count }, (_, i) => first + (i % classes));

/** Pictures of 8 × 9 in two parts, by their files' names. */
function smallSet({ first = 0 } = {}) {
  return {
    'train-images-idx3-ubyte': idxFile([24, 8, 9], mixedBytes(24 * 72)),
    'train-labels-idx1-ubyte': idxFile([24], labelsOf(24, first)),
    't10k-images-idx3-ubyte': idxFile([8, 8, 9], mixedBytes(8 * 72, 99)),
    't10k-labels-idx1-ubyte': idxFile([8], labelsOf(8, first)),
  };
}

describe('IDX files', () => {
  it('are known by their headers and paired, raw and gzipped, training first', async () => {
    const files = smallSet();
    const root = await writeTree(
      {
        'a/b/train-images.idx3-ubyte': files['train-images-idx3-ubyte'],
        'a/b/train-labels.idx1-ubyte': files['train-labels-idx1-ubyte'],
        't10k-images-idx3-ubyte (1).gz': gzipSync(files['t10k-images-idx3-ubyte']),
        't10k-labels-idx1-ubyte (1).gz': gzipSync(files['t10k-labels-idx1-ubyte']),
        'readme.txt': 'hello',
      },
      'Letters',
    );
    const source = await look(root);
    expect(source).toMatchObject({
      kind: 'idx',
      classes: ['0', '1', '2', '3'],
      pixelShape: { height: 8, width: 9, channels: 1 },
      proposal: { name: 'Letters', shape: { height: 8, width: 9, channels: 1 }, testFraction: 0 },
      refused: [{ name: 'readme.txt' }],
    });
    expect(source.pictures.map(({ part }) => part).join()).toBe(
      `${'train,'.repeat(24)}${'test,'.repeat(8)}`.slice(0, -1),
    );
    expect(source.pictures.map(({ label }) => label)).toEqual([...labelsOf(24), ...labelsOf(8)]);
    expect(await source.read(1)).toEqual(Buffer.from(mixedBytes(24 * 72).subarray(72, 144)));
    expect(await source.read(25)).toEqual(Buffer.from(mixedBytes(8 * 72, 99).subarray(72, 144)));
  });

  it('are read from one zip, also gzipped in it', async () => {
    const entries = Object.entries(smallSet()).map(([name, content], i) => ({
      name: i % 2 ? `raw/${name}.gz` : `raw/${name}`,
      content: i % 2 ? gzipSync(content) : content,
      stored: i < 2,
    }));
    const root = await writeTree({ 'KMNIST.zip': makeZip(entries) });
    const source = await look(join(root, 'KMNIST.zip'));
    expect(source.pictures).toHaveLength(32);
    expect(source.classes).toEqual(['o', 'ki', 'su', 'tsu']);
    expect(await source.read(31)).toEqual(Buffer.from(mixedBytes(8 * 72, 99).subarray(7 * 72)));
  });

  it('close up labels that are not used, and name the letters of EMNIST', async () => {
    const gaps = {
      'images.idx': idxFile([24, 8, 8], mixedBytes(1536)),
      'labels.idx': idxFile(
        [24],
        labelsOf(24, 1, 3).map((label) => label * 5),
      ),
    };
    const source = await look(await writeTree(gaps));
    expect(source.classes).toEqual(['5', '10', '15']);
    expect(source.pictures.slice(0, 4).map(({ label }) => label)).toEqual([0, 1, 2, 0]);
    expect(source.pictures[0]?.part).toBeNull();
    expect(source.proposal.testFraction).toBe(0.2);
    const letters = await look(
      await writeTree({
        'emnist-letters-train-images-idx3-ubyte': idxFile([24, 8, 8], mixedBytes(1536)),
        'emnist-letters-train-labels-idx1-ubyte': idxFile([24], labelsOf(24, 1)),
      }),
    );
    expect(letters.classes).toEqual(['A', 'B', 'C', 'D']);
  });

  it('turn EMNIST’s pictures upright and say so', async () => {
    const bytes = mixedBytes(24 * 64);
    const source = await look(
      await writeTree({
        'emnist-digits-train-images-idx3-ubyte': idxFile([24, 8, 8], bytes),
        'emnist-digits-train-labels-idx1-ubyte': idxFile([24], labelsOf(24)),
      }),
    );
    const turned = await source.read(2);
    for (let y = 0; y < 8; y++)
      for (let x = 0; x < 8; x++) expect(turned[y * 8 + x]).toBe(bytes[2 * 64 + x * 8 + y]);
    expect(source.notes).toEqual([expect.stringContaining('turned upright')]);
  });

  it('may have colours, together or in planes', async () => {
    const bytes = mixedBytes(24 * 8 * 8 * 3);
    const together = await look(
      await writeTree({
        'images-idx4': idxFile([24, 8, 8, 3], bytes),
        'labels-idx1': idxFile([24], labelsOf(24)),
      }),
    );
    expect(together.pixelShape).toEqual({ height: 8, width: 8, channels: 3 });
    expect(await together.read(0)).toEqual(Buffer.from(bytes.subarray(0, 192)));
    const planes = await look(
      await writeTree({
        'images-idx4': idxFile([24, 3, 8, 8], bytes),
        'labels-idx1': idxFile([24], labelsOf(24)),
      }),
    );
    const pixels = await planes.read(0);
    expect([...pixels.subarray(0, 6)]).toEqual([0, 64, 128, 1, 65, 129].map((at) => bytes[at]));
  });

  it('that do not belong together, or are damaged, end in words', async () => {
    const { 'train-images-idx3-ubyte': images, 'train-labels-idx1-ubyte': labels } = smallSet();
    const told = async (files: Record<string, Uint8Array>) => failure(await writeTree(files));
    expect(await told({ images })).toMatchObject({
      kind: 'bad-input',
      message: 'The labels of images are missing: a file of 24 labels.',
    });
    expect(await told({ labels })).toMatchObject({ message: expect.stringContaining('no pictures') });
    expect(
      await told({
        'a-images-idx3': images,
        'a-labels-idx1': labels,
        'b-images-idx3': images,
        'b-labels-idx1': labels,
      }),
    ).toMatchObject({ message: 'There are several data sets: a, b.' });
    expect(await told({ 'images-idx3': images.subarray(0, 500), 'labels-idx1': labels })).toMatchObject({
      kind: 'corrupt',
      message: expect.stringContaining('images-idx3 is damaged: it ends before'),
    });
    expect(
      await told({ 'images-idx3': Buffer.concat([images, labels]), 'labels-idx1': labels }),
    ).toMatchObject({
      kind: 'corrupt',
      message: expect.stringContaining('it goes on after'),
    });
    const packed = gzipSync(images);
    expect(
      await told({ 'images-idx3.gz': packed.subarray(0, packed.length - 100), 'labels-idx1': labels }),
    ).toMatchObject({
      kind: 'corrupt',
      message: 'images-idx3.gz is not a whole gzip file.',
    });
  });
});

describe('CSV files', () => {
  /** Lines of pictures of 8 × 8 with labels 0–3. */
  const rows = (
    count: number,
    { last = false, most = 255, seed = 1, label = (i: number) => String(i % 4) } = {},
  ) =>
    Array.from({ length: count }, (_, i) => {
      const values = [...mixedBytes(64, seed + i * 64)].map((value) => Math.round((value * most) / 255));
      values[0] = 0;
      return (last ? [...values, label(i)] : [label(i), ...values]).join(',');
    });
  const header = (last = false) => {
    const pixels = Array.from({ length: 64 }, (_, i) => `pixel${i}`);
    return (last ? [...pixels, 'label'] : ['label', ...pixels]).join(',');
  };
  const file = (lines: readonly string[], end = '\n') => `${lines.join(end)}${end}`;

  it('have their labels first, last, or where the header says', async () => {
    const shapes = [
      file(rows(24)),
      file(rows(24, { last: true })),
      file([header(), ...rows(24)]),
      file([header(true), ...rows(24, { last: true })]),
    ];
    const expected = [...mixedBytes(64, 65)];
    expected[0] = 0;
    for (const content of shapes) {
      const source = await look(join(await writeTree({ 'my digits.csv': content }), 'my digits.csv'));
      expect(source).toMatchObject({
        kind: 'csv',
        classes: ['0', '1', '2', '3'],
        pixelShape: { height: 8, width: 8, channels: 1 },
        proposal: { name: 'my digits', testFraction: 0.2 },
        refused: [],
      });
      expect(source.pictures.map(({ label }) => label)).toEqual(labelsOf(24));
      expect([...(await source.read(1))]).toEqual(expected);
    }
  });

  it('may be gzipped, in Windows’ words, quoted, with semicolons, a byte order mark and an index', async () => {
    const lines = [
      `;${header().replaceAll(',', ';')}`,
      ...rows(24, { label: (i) => `"${['cat', 'dog'][i % 2]}"` }).map(
        (line, i) => `${i};${line.replaceAll(',', ';')}`,
      ),
    ];
    const root = await writeTree({ 'a.csv.gz': gzipSync(`\uFEFF${file(lines, '\r\n')}`) });
    const source = await look(join(root, 'a.csv.gz'));
    expect(source.classes).toEqual(['cat', 'dog']);
    expect((await source.read(23))[1]).toBe(mixedBytes(64, 1 + 23 * 64)[1]);
  });

  it('are parts of one set by their names, whatever else lies beside them', async () => {
    const root = await writeTree({
      'x_test.csv': file([header(), ...rows(8, { seed: 77 })]),
      'x_train.csv': file([header(), ...rows(24)]),
      'sample_submission.csv': 'ImageId,Label\n1,0\n2,0\n',
      'unlabelled.csv': file(rows(8).map((line) => line.slice(2))),
    });
    const source = await look(root);
    expect(source.pictures.map(({ part }) => part).filter((part) => part === 'test')).toHaveLength(8);
    expect(source.pictures[0]?.part).toBe('train');
    expect(source.refused).toEqual([
      { name: 'sample_submission.csv', reason: 'bad-input', message: expect.stringContaining('no square') },
      { name: 'unlabelled.csv', reason: 'bad-input', message: 'It has no column of labels.' },
    ]);
  });

  it('may hold fractions, few levels, or colours', async () => {
    const sixteen = await look(await writeTree({ 'a.csv': file(rows(24, { most: 16, last: true })) }));
    const bytes = await sixteen.read(1);
    expect(Math.max(...bytes)).toBeGreaterThan(230);
    expect(sixteen.notes).toEqual(['Its values run from 0 to 16: they are brought up to 0 to 255.']);
    const fractions = rows(24).map((line, i) =>
      line
        .split(',')
        .map((value, column) => (column ? (Number(value) / 255).toFixed(4) : `class ${i % 4}`))
        .join(','),
    );
    const source = await look(await writeTree({ 'a.csv': file(fractions) }));
    expect([...(await source.read(3))].slice(1)).toEqual([...mixedBytes(64, 1 + 3 * 64)].slice(1));
    const coloured = Array.from({ length: 24 }, (_, i) => [i % 2, ...mixedBytes(192, i)].join(','));
    expect((await look(await writeTree({ 'a.csv': file(coloured) }))).pixelShape).toEqual({
      height: 8,
      width: 8,
      channels: 3,
    });
  });

  it('name the lines that can’t be read, and go on', async () => {
    const lines = rows(30);
    lines[4] = lines[4]!.replace(/,\d+$/, '');
    lines[6] = `${lines[6]},9`;
    lines[8] = lines[8]!.replace(/,\d+$/, ',300');
    lines[9] = lines[9]!.replace(/,\d+$/, ',much');
    lines[11] = lines[11]!.replace(/^\d/, '');
    const source = await look(await writeTree({ 'a.csv': file(['', ...lines]) }));
    expect(source.pictures).toHaveLength(25);
    expect(source.refused.map(({ name, message }) => `${name}: ${message}`)).toEqual([
      'a.csv, line 6: it has 64 columns instead of 65.',
      'a.csv, line 8: it has more than 65 columns.',
      'a.csv, line 10: "300" is no value from 0 to 255.',
      'a.csv, line 11: "much" is no value from 0 to 255.',
      'a.csv, line 13: its label is empty.',
    ]);
    expect(source.pictures[4]?.name).toBe('a.csv/7');
  });

  it('that hold no pictures end in words', async () => {
    const told = async (files: Record<string, string>) => failure(await writeTree(files));
    expect(await told({ 'a.csv': 'name,age\nx,3\n' })).toMatchObject({
      kind: 'bad-input',
      message: expect.stringMatching(/^a\.csv holds no labelled pictures\. It has 1 values/),
    });
    expect(await told({ 'a.csv': '' })).toMatchObject({
      message: 'a.csv holds no labelled pictures. It is empty.',
    });
    const bad = [...rows(3), ...Array.from({ length: 2000 }, () => 'a,b')];
    expect(await told({ 'a.csv': file(bad) })).toMatchObject({
      kind: 'corrupt',
      message: 'a.csv, line 4: "b" is no value from 0 to 255.',
    });
    expect(await told({ 'a.csv': file(rows(24)), 'b.csv': file(rows(24)) })).toMatchObject({
      message: 'There are several files of pictures: a.csv, b.csv.',
    });
  });

  it('hold nothing open once they are closed', async () => {
    const root = await writeTree({ 'a.csv': file(rows(24)) });
    const source = await lookAtSource([join(root, 'a.csv')]);
    await source.close();
    await expect(source.read(0)).rejects.toThrow();
    await writeFile(join(root, 'a.csv'), 'replaced');
  });
});
