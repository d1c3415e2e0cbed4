import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { getDataset, type DatasetProgress } from '#core/data/fashion-mnist/get-dataset';
import { debianPackageSource } from '#core/data/fashion-mnist/sources/debian-package';
import { smallDataset } from '../../../fixtures/small-dataset';
import { temporaryFolder } from '../../../fixtures/temporary-folder';

afterEach(() => {
  vi.unstubAllEnvs();
});

const { files, bytes } = smallDataset();

/** Puts programs before the system's: the package is 30 MB, and what is to be tested is what comes of each answer. */
async function setUp(programs: Record<string, string>): Promise<{ folder: string; log: string }> {
  const parent = await temporaryFolder();
  const [bin, data, log] = [join(parent, 'bin'), join(parent, 'data'), join(parent, 'log')];
  await mkdir(bin);
  await mkdir(data);
  await writeFile(log, '');
  for (const [name, content] of bytes) await writeFile(join(data, name), content);
  for (const [name, script] of Object.entries(programs)) {
    await writeFile(join(bin, name), `#!/bin/sh\necho "${name} $*" >> '${log}'\n${script}\n`);
    await chmod(join(bin, name), 0o755);
  }
  vi.stubEnv('PATH', `${bin}${delimiter}${process.env.PATH ?? ''}`);
  vi.stubEnv('TEST_DATA', data);
  return { folder: join(parent, 'set'), log };
}

const unpack =
  'case "$1" in -x) mkdir -p "$3/usr/share/datasets/fashion-mnist" && cp "$TEST_DATA"/* "$3/usr/share/datasets/fashion-mnist";; esac';

async function get(folder: string): Promise<{ source: string } | { kind: string; message: string }> {
  let last: DatasetProgress | undefined;
  try {
    const onProgress = (progress: DatasetProgress) => void (last = progress);
    return await getDataset({ folder, files, sources: [debianPackageSource(files)], onProgress });
  } catch (error) {
    return { kind: (error as { kind: string }).kind, message: last?.attempts[0]?.message ?? '' };
  }
}

describe.skipIf(process.platform === 'win32')("Debian's package", () => {
  it('is downloaded and unpacked without being installed', async () => {
    const { folder, log } = await setUp({
      'apt-get': 'case "$*" in *download*) echo deb > dataset-fashion-mnist_1_all.deb;; esac',
      'dpkg-deb': unpack,
    });
    expect(await get(folder)).toMatchObject({ source: "Debian's package dataset-fashion-mnist" });
    for (const [name, content] of bytes)
      expect(Buffer.compare(await readFile(join(folder, name)), content)).toBe(0);
    expect(await readFile(log, 'utf8')).not.toMatch(/install|update/);
  });

  it('is found with package lists of our own where the system has none', async () => {
    const { folder, log } = await setUp({
      'apt-get':
        'case "$*" in download*) echo "E: Unable to locate package dataset-fashion-mnist" >&2; exit 100;; *download*) echo deb > d.deb;; esac',
      'dpkg-deb': unpack,
    });
    expect(await get(folder)).toHaveProperty('source');
    expect(await readFile(log, 'utf8')).toMatch(/apt-get -o Dir::State=\S+ .*update\n/);
  });

  it('is out of reach without a network', async () => {
    const { folder } = await setUp({
      'apt-get':
        'case "$*" in *download*) echo "W: x" >&2; echo "E: Failed to fetch http://x  Temporary failure resolving \'x\'" >&2; exit 100;; esac',
      'dpkg-deb': '',
    });
    expect(await get(folder)).toEqual({
      kind: 'offline',
      message: "Debian's package servers could not be reached.",
    });
  });

  it('tells why apt-get failed', async () => {
    const { folder } = await setUp({
      'apt-get': 'case "$*" in *download*) echo "E: Broken sources" >&2; exit 100;; esac',
      'dpkg-deb': '',
    });
    expect(await get(folder)).toMatchObject({ message: 'Broken sources.' });
  });
});
