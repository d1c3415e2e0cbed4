import { access, cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { dataFiles } from '#core/data/fashion-mnist/fashion-mnist';
import { getDataset, type DatasetProgress } from '#core/data/fashion-mnist/get-dataset';
import { inspectDataset } from '#core/data/fashion-mnist/inspect-dataset';
import { realDatasetFolder } from '../../../fixtures/real-dataset';
import { idxImages, smallDataset } from '../../../fixtures/small-dataset';
import { temporaryFolder } from '../../../fixtures/temporary-folder';

const { files, bytes } = smallDataset();
const names = [...bytes.keys()];

async function setUp(): Promise<{ folder: string; from: string }> {
  const parent = await temporaryFolder();
  const from = join(parent, 'my files');
  await mkdir(from);
  return { folder: join(parent, 'set'), from };
}

const lay = async (place: string, which = names, packed = false) => {
  await mkdir(place, { recursive: true });
  for (const name of which)
    await writeFile(
      join(place, packed ? `${name}.gz` : name),
      packed ? gzipSync(bytes.get(name)!) : bytes.get(name)!,
    );
};

async function expectInstalled(folder: string): Promise<void> {
  for (const [name, content] of bytes)
    expect(Buffer.compare(await readFile(join(folder, name)), content)).toBe(0);
}

describe('getting the data set from a folder', () => {
  it('takes the real set, and is told where it came from afterwards', async () => {
    const { folder } = await setUp();
    const progress: DatasetProgress[] = [];
    const { source } = await getDataset({
      folder,
      from: realDatasetFolder(),
      onProgress: (p) => void progress.push(p),
    });
    expect(source).toBe(realDatasetFolder());
    expect(await inspectDataset(folder)).toMatchObject({ source, folder, sharedWithTrain: 0 });
    expect(progress.map(({ phase }) => phase)).toContain('checking');
    const record = JSON.parse(await readFile(join(folder, 'dataset.json'), 'utf8')) as { sha256: object };
    expect(record.sha256).toEqual(
      Object.fromEntries(Object.values(dataFiles).map(({ name, sha256 }) => [name, sha256])),
    );
  });

  const layouts: Record<string, (from: string) => Promise<unknown>> = {
    'plain files': (from) => lay(from),
    '.gz files': (from) => lay(from, names, true),
    'plain and .gz files': async (from) => {
      await lay(from, names.slice(0, 2));
      await lay(from, names.slice(2), true);
    },
    'files one folder further in': async (from) => {
      await lay(from, names.slice(0, 1));
      await lay(join(from, 'raw'), names, true);
    },
    'a link to a folder': async (from) => {
      await lay(`${from} elsewhere`);
      await rm(from, { recursive: true });
      await symlink(`${from} elsewhere`, from);
    },
    'a damaged plain file beside a right .gz': async (from) => {
      await lay(from, names, true);
      await writeFile(join(from, names[0]!), 'damaged');
    },
  };
  for (const [name, make] of Object.entries(layouts))
    it(`takes ${name}`, async () => {
      const { folder, from } = await setUp();
      await make(from);
      await getDataset({ folder, from, files });
      await expectInstalled(folder);
    });

  const refusals: Record<string, [make: (from: string) => Promise<unknown>, kind: string, words: RegExp]> = {
    'a folder that is not there': [(from) => rm(from, { recursive: true }), 'not-found', /no folder/],
    'an empty folder': [() => Promise.resolve(), 'not-found', /no file of Fashion-MNIST/],
    'half a set': [
      (from) => lay(from, names.slice(1, 3)),
      'not-found',
      new RegExp(`${names[0]}, ${names[3]} missing`),
    ],
    'a file': [
      async (from) => {
        await rm(from, { recursive: true });
        await writeFile(from, '');
      },
      'bad-input',
      /is a file, not a folder/,
    ],
    "another data set's files": [
      async (from) => {
        await lay(from);
        await writeFile(join(from, names[0]!), idxImages(40, 99));
      },
      'checksum',
      new RegExp(`${names[0]} is not Fashion-MNIST's`),
    ],
    'a file cut short': [
      async (from) => {
        await lay(from, names, true);
        await writeFile(join(from, `${names[0]}.gz`), gzipSync(bytes.get(names[0]!)!).subarray(0, -100));
      },
      'checksum',
      /not a whole gzip file/,
    ],
    'a gzip bomb': [
      async (from) => {
        await lay(from, names, true);
        await writeFile(join(from, `${names[3]}.gz`), gzipSync(Buffer.alloc(30_000_000)));
      },
      'too-large',
      /unpacks to more than the 28 bytes/,
    ],
  };
  for (const [name, [make, kind, words]] of Object.entries(refusals))
    it(`refuses ${name}, says so, and installs nothing`, async () => {
      const { folder, from } = await setUp();
      await make(from);
      let last: DatasetProgress | undefined;
      const onProgress = (progress: DatasetProgress) => void (last = progress);
      await expect(getDataset({ folder, from, files, onProgress })).rejects.toMatchObject({
        kind,
        message: expect.stringMatching(words) as string,
        hint: expect.stringMatching(/./) as string,
      });
      expect(last?.attempts).toEqual([{ source: from, message: expect.stringMatching(words) as string }]);
      await expect(access(folder)).rejects.toThrow();
    });

  it('looks at the folder also when the set is there already', async () => {
    const { folder, from } = await setUp();
    await lay(folder);
    for (const [place, kind] of [
      [join(from, 'none'), 'not-found'],
      [from, 'not-found'],
      ['', 'bad-input'],
    ] as const)
      await expect(getDataset({ folder, from: place, files })).rejects.toMatchObject({ kind });
    await lay(from);
    await getDataset({ folder, from, files });
  });

  it('replaces a damaged file and leaves what else is in the folder', async () => {
    const { folder, from } = await setUp();
    await lay(from);
    await cp(from, folder, { recursive: true });
    await writeFile(join(folder, names[2]!), 'damaged');
    await writeFile(join(folder, 'notes.txt'), 'mine');
    await getDataset({ folder, from, files });
    await expectInstalled(folder);
    expect(await readFile(join(folder, 'notes.txt'), 'utf8')).toBe('mine');
  });

  it('stops when told to', async () => {
    const { folder, from } = await setUp();
    await lay(from, names, true);
    const stop = new AbortController();
    const onProgress = ({ phase }: DatasetProgress) => {
      if (phase === 'checking') stop.abort();
    };
    await expect(getDataset({ folder, from, files, signal: stop.signal, onProgress })).rejects.toMatchObject({
      kind: 'cancelled',
    });
    await expect(access(folder)).rejects.toThrow();
  });

  it('says so when it can not write', async () => {
    const { folder, from } = await setUp();
    await lay(from);
    await writeFile(`${folder}.partial`, 'in the way');
    await expect(getDataset({ folder, from, files })).rejects.toMatchObject({ kind: 'disk' });
  });
});
