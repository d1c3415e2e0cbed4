import { execFileSync } from 'node:child_process';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { toErrorInfo } from '#core/domain/errors';
import { lookAtSource } from '#core/data/import/look-at-source';
import { drawing, pngHeader } from '../../../fixtures/pictures/picture-files';
import { numbered, writeTree } from '../../../fixtures/import/write-tree';

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

/** How many pictures of each class a part has. */
const counts = ({ classes, pictures }: Awaited<ReturnType<typeof look>>, part: string | null) =>
  classes.map((_, label) => pictures.filter((one) => one.label === label && one.part === part).length);

describe('a folder per class', () => {
  it('takes class from the first folder, however deep a picture lies', async () => {
    const root = await writeTree({
      ...numbered('cats', 12),
      ...numbered('dogs/big', 6),
      ...numbered('dogs/small/very', 5),
    });
    const source = await look(root);
    expect(source).toMatchObject({
      kind: 'folder',
      classes: ['cats', 'dogs'],
      refused: [],
      pixelShape: null,
    });
    expect(counts(source, null)).toEqual([12, 11]);
    expect(source.proposal).toMatchObject({ name: 'pets', preparation: 'whole', testFraction: 0.2 });
    expect(Buffer.from(await source.read(0)).toString()).toBe('picture');
  });

  it('sorts classes and pictures as people number them, pictures across the classes', async () => {
    const files: Record<string, string> = {};
    for (let i = 0; i < 24; i++) files[`${['10 b', '9 a'][i % 2]}/${i}.png`] = String(i);
    const source = await look(await writeTree(files));
    expect(source.classes).toEqual(['9 a', '10 b']);
    const read = await Promise.all(source.pictures.map((_, i) => source.read(i)));
    expect(read.map((bytes) => Buffer.from(bytes).toString())).toEqual(Object.values(files));
  });

  it('knows parts by their folders, joins validation to training and says so', async () => {
    const root = await writeTree({
      ...numbered('Training/a', 8),
      ...numbered('Training/b', 7),
      ...numbered('VAL/a', 3),
      ...numbered('Test/a', 2),
      ...numbered('Test/b', 1),
    });
    const source = await look(root);
    expect(source.classes).toEqual(['a', 'b']);
    expect([counts(source, 'train'), counts(source, 'test')]).toEqual([
      [11, 7],
      [2, 1],
    ]);
    expect(source.notes).toEqual([expect.stringContaining('3 validation pictures')]);
    expect(source.proposal.testFraction).toBe(0);
  });

  it('draws a test part where there is a training folder only', async () => {
    const source = await look(await writeTree({ ...numbered('train/a', 10), ...numbered('train/b', 10) }));
    expect(counts(source, null)).toEqual([10, 10]);
    expect(source.proposal.testFraction).toBe(0.2);
  });

  it('takes "train" beside other vehicles for a class', async () => {
    const source = await look(
      await writeTree({ ...numbered('car', 9), ...numbered('train/steam', 9), ...numbered('plane', 9) }),
    );
    expect(source.classes).toEqual(['car', 'plane', 'train']);
  });

  it('goes through folders that hold everything', async () => {
    const source = await look(
      await writeTree({ ...numbered('a/b/cats', 10), ...numbered('a/b/dogs', 10), 'a/readme.txt': 'hello' }),
    );
    expect(source.classes).toEqual(['cats', 'dogs']);
    expect(source.refused).toEqual([
      expect.objectContaining({ name: 'a/readme.txt', reason: 'not-a-picture' }),
    ]);
  });

  it('makes classes of several folders that are chosen together', async () => {
    const root = await writeTree({ ...numbered('one/cats', 10), ...numbered('two/dogs', 10) });
    const source = await look(join(root, 'one/cats'), join(root, 'two/dogs'));
    expect(source.classes).toEqual(['cats', 'dogs']);
    expect(source.refused).toEqual([]);
  });

  it('passes over what systems leave behind and says why other files are not used', async () => {
    const root = await writeTree({
      ...numbered('a', 10),
      ...numbered('b', 10, 'x', 'JPEG'),
      'a/.hidden.png': 'x',
      '.git/a.png': 'x',
      'a/Thumbs.db': 'x',
      'a/.DS_Store': 'x',
      'a/notes.txt': 'x',
      'b/film.mp4': 'x',
      'b/raw.heic': 'x',
      'loose.png': 'x',
    });
    const source = await look(root);
    expect(counts(source, null)).toEqual([10, 10]);
    const told = Object.fromEntries(source.refused.map(({ name, message }) => [name, message]));
    expect(told).toEqual({
      'a/notes.txt': expect.stringContaining('not that of a picture'),
      'b/film.mp4': expect.stringContaining('video'),
      'b/raw.heic': expect.stringContaining('PNG or JPEG'),
      'loose.png': expect.stringContaining('no class folder'),
    });
  });

  it('follows links, each folder once, and says which lead nowhere', async () => {
    const root = await writeTree({ ...numbered('a', 10), ...numbered('b', 10) });
    await symlink(root, join(root, 'a', 'round'));
    await symlink(join(root, 'b'), join(root, 'c'));
    await symlink(join(root, 'gone'), join(root, 'a', 'dead.png'));
    await symlink(join(root, 'a/self.png'), join(root, 'a/self.png'));
    await symlink(join(root, 'b/1.png'), join(root, 'a/linked.png'));
    const source = await look(root);
    expect(source.pictures).toHaveLength(21);
    expect(source.refused.map(({ name }) => name).sort()).toEqual(['a/dead.png', 'a/self.png']);
  });

  it.skipIf(process.platform !== 'linux')('reads names of any bytes', async () => {
    const root = await writeTree(numbered('plain\n\x1b[31m', 10));
    const odd = Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0x53, 0xe4, 0x75, 0x65, 0xff])]);
    await mkdir(odd);
    for (let i = 0; i < 10; i++)
      await writeFile(
        Buffer.concat([odd, Buffer.from('/'), Buffer.from([0xfe, 0x30 + i]), Buffer.from('.png')]),
        'odd',
      );
    const source = await look(root);
    expect(source.classes).toEqual(['plain [31m', 'Säueÿ']);
    const index = source.pictures.findIndex(({ label }) => label === 1);
    expect(Buffer.from(await source.read(index)).toString()).toBe('odd');
  });

  it('takes one class where its name is written in two ways', async () => {
    const source = await look(
      await writeTree({
        ...numbered('train/Caf\u00e9', 10),
        ...numbered('train/b', 5),
        ...numbered('test/Cafe\u0301', 5),
      }),
    );
    expect(source.classes).toEqual(['b', 'Café']);
  });

  it('proposes the size that small pictures have, and a usual one for photos', async () => {
    const small = await drawing(20, 12).toBuffer();
    const source = await look(await writeTree({ ...numbered('a', 10, small), ...numbered('b', 10, small) }));
    expect(source.proposal.shape).toEqual({ width: 20, height: 12, channels: 3 });
    const photo = pngHeader(4000, 3000);
    const photos = await look(await writeTree({ ...numbered('a', 10, photo), ...numbered('b', 10, small) }));
    expect(photos.proposal.shape).toEqual({ width: 64, height: 64, channels: 3 });
  });

  it('can be cancelled', async () => {
    const root = await writeTree({ ...numbered('a', 10), ...numbered('b', 10) });
    await expect(lookAtSource([root], { signal: AbortSignal.abort() })).rejects.toMatchObject({
      kind: 'cancelled',
    });
  });

  it('goes through thousands of files and reports how many there are', async () => {
    const root = await writeTree({});
    const script = 'for c in a b c; do mkdir $c; (cd $c && seq -f "%g.png" 1 2000 | xargs touch); done';
    execFileSync('bash', ['-c', script], { cwd: root });
    const reports: number[] = [];
    const source = await lookAtSource([root], { onProgress: (found) => reports.push(found) });
    onTestFinished(() => source.close());
    expect(source.pictures).toHaveLength(6_000);
    expect(reports.at(-1)).toBe(6_000);
  });
});

describe('a folder that is no set', () => {
  const cases: [name: string, files: Record<string, string>, words: RegExp, hint: RegExp][] = [
    ['without files', {}, /no files/, /folder of pictures for each class/],
    ['without pictures', { 'a/b.txt': 'x', 'c/d.doc': 'x' }, /no pictures in .*only 2 other files/, /./],
    [
      'without classes',
      numbered('.', 30) as Record<string, string>,
      /no class folders/,
      /Make a folder for each class/,
    ],
    [
      'with one class',
      numbered('cats', 30) as Record<string, string>,
      /no class folders|only one class/,
      /./,
    ],
    [
      'with parts and one class',
      { ...numbered('train/cats', 30), ...numbered('test/cats', 30) } as Record<string, string>,
      /only one class.*"cats"/,
      /at least two/,
    ],
    [
      'with few pictures',
      { ...numbered('cats', 3), ...numbered('dogs', 16) } as Record<string, string>,
      /only 19 pictures.*at least 20/,
      /Add pictures/,
    ],
    [
      'with a class for each picture',
      Object.fromEntries(Array.from({ length: 1200 }, (_, i) => [`${i}/picture.png`, 'x'])),
      /1,200 classes.*1,000/,
      /group them/,
    ],
  ];
  it.each(cases)('%s ends in words', async (_, files, words, hint) => {
    const error = await failure(await writeTree(files));
    expect(error).toMatchObject({ kind: 'bad-input', message: expect.stringMatching(words) });
    expect(error?.hint).toMatch(hint);
  });

  it('is one that is not there, or a file that is none of the kinds', async () => {
    expect(await failure('/no/such/place')).toMatchObject({
      kind: 'not-found',
      message: 'There is no /no/such/place.',
    });
    const root = await writeTree({ 'a.txt': 'hello', 'b.png': 'x' });
    expect(await failure(join(root, 'a.txt'))).toMatchObject({
      message: 'a.txt is no zip, IDX or CSV file.',
    });
    expect(await failure(join(root, 'b.png'))).toMatchObject({ kind: 'bad-input' });
  });

  it.skipIf(process.getuid?.() === 0)('says which folder may not be read', async () => {
    const root = await writeTree({ ...numbered('a', 12), ...numbered('b', 12), ...numbered('c', 12) });
    await chmod(join(root, 'c'), 0);
    onTestFinished(() => chmod(join(root, 'c'), 0o700));
    expect((await look(root)).refused).toEqual([
      { name: 'c', reason: 'disk', message: 'It may not be read: check who owns it.' },
    ]);
  });
});
