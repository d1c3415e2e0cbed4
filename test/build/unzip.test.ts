import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { unzip } from '../../build/setup/unzip.mjs';
import { makeZip, type ZipEntry } from './support/make-zip';

let root: string;
let folder: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'wardrobe-unzip-'));
  folder = join(root, 'unpacked');
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function zipOf(entries: readonly ZipEntry[]): Promise<string> {
  const file = join(root, 'archive.zip');
  await writeFile(file, makeZip(entries));
  return file;
}

it('unpacks files, programs and links, and tells how far it is', async () => {
  const zip = await zipOf([
    { name: 'notes/a.txt', content: 'one' },
    { name: 'bin/run', content: '#!/bin/sh', mode: 0o100755 },
    { name: 'bin/alias', content: 'run', mode: 0o120777 },
    { name: 'empty/', content: '' },
  ]);
  const told: number[] = [];
  expect(await unzip(zip, folder, { onBytes: (bytes: number) => told.push(bytes) })).toBe(3);
  expect(await readFile(join(folder, 'notes/a.txt'), 'utf8')).toBe('one');
  expect((await stat(join(folder, 'bin/run'))).mode & 0o777).toBe(0o755);
  expect((await stat(join(folder, 'notes/a.txt'))).mode & 0o111).toBe(0);
  expect(await readlink(join(folder, 'bin/alias'))).toBe('run');
  expect(told).toEqual([3, 12, 15]);
});

it('puts files where it is told and leaves others out', async () => {
  const zip = await zipOf([
    { name: 'keep', content: 'k' },
    { name: 'drop', content: 'd' },
  ]);
  await unzip(zip, folder, { place: (name: string) => (name === 'keep' ? 'deep/kept' : undefined) });
  expect(await readFile(join(folder, 'deep/kept'), 'utf8')).toBe('k');
  expect(existsSync(join(folder, 'drop'))).toBe(false);
});

it.each([
  ['a path above', { name: '../outside', content: 'x' }],
  ['an absolute path', { name: '/tmp/wardrobe-outside', content: 'x' }],
  ['a link that leads out', { name: 'in/link', content: '../../outside', mode: 0o120777 }],
  ['a link to an absolute path', { name: 'link', content: '/etc/passwd', mode: 0o120777 }],
])('refuses %s', async (_, entry) => {
  await expect(unzip(await zipOf([entry]), folder)).rejects.toThrow(
    /out of its folder|absolute path|relative path/,
  );
  expect(existsSync(join(root, 'outside'))).toBe(false);
});

it('refuses a truncated archive', async () => {
  const file = join(root, 'cut.zip');
  await writeFile(file, makeZip([{ name: 'a', content: 'some text' }]).subarray(0, 45));
  await expect(unzip(file, folder)).rejects.toThrow();
});
