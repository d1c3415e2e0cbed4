import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { lookAtSource } from '#core/data/import/look-at-source';
import { makeZip } from '../../../fixtures/import/make-zip';
import { temporaryFolder } from '../../../fixtures/temporary-folder';

async function look(path: string) {
  const source = await lookAtSource([path]);
  onTestFinished(() => source.close());
  return source;
}

describe('a zip', () => {
  const zipped = async (entries: Parameters<typeof makeZip>[0]) => {
    const file = join(await temporaryFolder(), 'my_pets.zip');
    await writeFile(file, makeZip(entries));
    return file;
  };
  const many = (folder: string, count = 12, stored = false) =>
    Array.from({ length: count }, (_, i) => ({
      name: `${folder}/${i}.png`,
      content: Buffer.from(`${folder} ${i} ${'.'.repeat(i * 1000)}`),
      stored,
    }));

  it('is read like a folder, through the folder around everything', async () => {
    const source = await look(await zipped([...many('root/cats'), ...many('root/dogs', 12, true)]));
    expect(source).toMatchObject({ kind: 'zip', classes: ['cats', 'dogs'], proposal: { name: 'my pets' } });
    expect(source.pictures[2]).toMatchObject({ name: 'root/cats/1.png', label: 0 });
    for (const [index, { name }] of source.pictures.entries())
      expect(Buffer.from(await source.read(index)).toString('utf8')).toContain(
        name.replace(/root\/(.*)\/(\d+).png/, 'root/$1 $2 '),
      );
  });

  it('leaves out what leads out of it, is encrypted, comes twice, or is a system’s', async () => {
    const source = await look(
      await zipped([
        ...many('cats'),
        ...many('dogs'),
        { name: '../cats/evil.png', content: Buffer.from('x') },
        { name: '/cats/root.png', content: Buffer.from('x') },
        { name: 'C:\\cats\\drive.png', content: Buffer.from('x') },
        { name: 'cats/1.png', content: Buffer.from('again') },
        { name: 'cats/secret.png', content: Buffer.from('x'), encrypted: true },
        { name: '__MACOSX/cats/._1.png', content: Buffer.from('x') },
      ]),
    );
    expect(source.pictures).toHaveLength(24);
    expect(source.refused.map(({ name, message }) => [name, message.split(/[.:]/)[0]])).toEqual([
      ['../cats/evil.png', 'Its name leads out of the zip'],
      ['/cats/root.png', 'Its name leads out of the zip'],
      ['C:/cats/drive.png', 'Its name leads out of the zip'],
      ['cats/1.png', 'There is another file of this name in the zip'],
      ['cats/secret.png', 'It is encrypted'],
    ]);
  });

  it('unpacks no more than an entry says and no more than a picture may have', async () => {
    const bomb = Buffer.alloc(80 << 20);
    const source = await look(
      await zipped([
        ...many('cats'),
        ...many('dogs'),
        { name: 'cats/0a-bomb.png', content: bomb },
        { name: 'cats/0b-liar.png', content: bomb, claimedBytes: 10 },
      ]),
    );
    const read = (name: string) => source.read(source.pictures.findIndex((one) => one.name === name));
    await expect(read('cats/0a-bomb.png')).rejects.toMatchObject({ kind: 'too-large' });
    await expect(read('cats/0b-liar.png')).rejects.toMatchObject({ kind: 'corrupt' });
  });

  it('names a damaged zip, and damaged files in it', async () => {
    const whole = makeZip([...many('cats'), ...many('dogs')]);
    const folder = await temporaryFolder();
    const [cut, bad] = [join(folder, 'cut.zip'), join(folder, 'bad.zip')];
    await writeFile(cut, whole.subarray(0, 3000));
    await expect(lookAtSource([cut])).rejects.toMatchObject({
      kind: 'corrupt',
      message: expect.stringContaining('cut.zip is damaged'),
    });
    const at = whole.indexOf('cats/3.png') + 12;
    await writeFile(
      bad,
      Buffer.concat([whole.subarray(0, at), Buffer.from([1, 2, 3]), whole.subarray(at + 3)]),
    );
    const source = await look(bad);
    const index = source.pictures.findIndex(({ name }) => name === 'cats/3.png');
    await expect(source.read(index)).rejects.toMatchObject({
      kind: 'corrupt',
      message: 'It is damaged in the zip.',
    });
  });
});
