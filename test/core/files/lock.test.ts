import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withLock } from '#core/files/lock';
import { bundleChild } from '../../fixtures/bundle-child';
import { temporaryFolder } from '../../fixtures/temporary-folder';

async function setUp() {
  const folder = await temporaryFolder();
  return { folder, lock: join(folder, 'lock') };
}

const gone = { pid: 2 ** 30, started: null };
const done = () => Promise.resolve('done');

/** Holds the lock until `release` is called. */
function hold(lock: string): Promise<{ held: Promise<void>; release: () => void }> {
  return new Promise((entered) => {
    const held: Promise<void> = withLock(lock, () => new Promise((release) => entered({ held, release })));
  });
}

it('lets one in at a time, says once that it waits, and leaves nothing', async () => {
  const { folder, lock } = await setUp();
  const { held, release } = await hold(lock);
  let waits = 0;
  let isIn = false;
  const second = withLock(lock, async () => void (isIn = await Promise.resolve(true)), {
    onWait: () => void waits++,
  });
  await expect.poll(() => waits).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 250));
  expect({ waits, isIn }).toEqual({ waits: 1, isIn: false });
  release();
  await Promise.all([held, second]);
  expect(await readdir(folder)).toEqual([]);
});

it('is free again after a failure', async () => {
  const { folder, lock } = await setUp();
  await expect(withLock(lock, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await readdir(folder)).toEqual([]);
});

it('waits no longer than wanted', async () => {
  const { lock } = await setUp();
  const { held, release } = await hold(lock);
  const stop = new AbortController();
  const onWait = () => stop.abort();
  await expect(withLock(lock, done, { signal: stop.signal, onWait })).rejects.toThrow('aborted');
  release();
  await held;
});

it('passes over one whose process is gone, or has not named itself for long', async () => {
  const { folder, lock } = await setUp();
  await writeFile(lock, JSON.stringify(gone));
  expect(await withLock(lock, done)).toBe('done');
  await writeFile(lock, '');
  let waits = 0;
  const passing = withLock(lock, done, { onWait: () => void waits++ });
  await expect.poll(() => waits).toBe(1);
  await utimes(lock, new Date(), new Date(Date.now() - 60_000));
  expect(await passing).toBe('done');
  expect(await readdir(folder)).toEqual([]);
});

it('passes over one of its own that it has let go of, and not over one that it holds', async () => {
  const { lock } = await setUp();
  const { held, release } = await hold(lock);
  const stale = await readFile(lock, 'utf8');
  const stop = new AbortController();
  const onWait = () => stop.abort();
  await expect(withLock(lock, done, { signal: stop.signal, onWait })).rejects.toThrow('aborted');
  release();
  await held;
  // As when it could not be removed.
  await writeFile(lock, stale);
  expect(await withLock(lock, done)).toBe('done');
});

it('says what is wrong with the place', async () => {
  const { lock } = await setUp();
  await expect(withLock(join(lock, 'deeper'), done)).rejects.toMatchObject({ kind: 'disk' });
});

it('holds between processes, also when all of them find that of a dead one', async () => {
  const { folder, lock } = await setUp();
  const [script, journal] = [await bundleChild('lock-child.ts'), join(folder, 'journal')];
  await writeFile(lock, JSON.stringify(gone));
  const children = Array.from({ length: 6 }, () =>
    spawn(process.execPath, [script, lock, journal], { stdio: 'inherit' }),
  );
  await Promise.all(children.map((child) => once(child, 'exit')));
  expect(await readFile(journal, 'utf8')).toBe('in out '.repeat(6));
  expect(await readdir(folder)).toEqual(['journal']);
});
