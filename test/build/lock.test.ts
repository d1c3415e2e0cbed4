import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs, { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { withLock } from '../../build/setup/lock.mjs';

let root: string;
let lock: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'wardrobe-lock-'));
  lock = join(root, 'part.lock');
});
afterEach(async () => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
  await rm(root, { recursive: true, force: true });
});

/** No process has this number. */
const gone = 2 ** 22 + 1;

it('passes over a lock whose process is gone, or whose number another process has now', async () => {
  for (const stale of [
    { pid: gone, start: '1' },
    { pid: process.pid, start: 'another time' },
  ]) {
    await writeFile(lock, JSON.stringify(stale));
    expect(await withLock(lock, () => Promise.resolve('done'))).toBe('done');
    expect(existsSync(lock)).toBe(false);
  }
});

it('passes over a lock that can not be read', async () => {
  await writeFile(lock, '{"pid":');
  expect(await withLock(lock, () => Promise.resolve('done'))).toBe('done');
});

it('does without links where the file system has none', async () => {
  vi.spyOn(fs, 'linkSync').mockImplementation(() => {
    throw Object.assign(new Error('EPERM: operation not permitted, link'), { code: 'EPERM' });
  });
  syncBuiltinESMExports();
  const order: string[] = [];
  const work = (name: string) => async () => {
    order.push(`${name} in`);
    await new Promise((done) => setTimeout(done, 30));
    order.push(`${name} out`);
  };
  await Promise.all([withLock(lock, work('a')), withLock(lock, work('b'))]);
  expect(order.map((step) => step.slice(2))).toEqual(['in', 'out', 'in', 'out']);
  expect(existsSync(lock)).toBe(false);
});

it('is free again after a failure', async () => {
  await expect(withLock(lock, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(existsSync(lock)).toBe(false);
});

it('says once for whom it waits', async () => {
  const said: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  let release: (() => void) | undefined;
  const first = withLock(lock, () => new Promise<void>((done) => (release = done)));
  await vi.waitUntil(() => release, { timeout: 20_000 });
  const second = withLock(lock, () => Promise.resolve());
  await vi.waitUntil(() => said.length > 0, { timeout: 20_000 });
  release?.();
  await Promise.all([first, second]);
  expect(said.join('')).toContain(`process ${process.pid}`);
  expect(said).toHaveLength(1);
});

it('lets one process at a time in, also when all of them find a dead one’s lock', async () => {
  await writeFile(lock, JSON.stringify({ pid: gone, start: '1' }));
  const journal = join(root, 'journal');
  const script = `
    import { withLock } from ${JSON.stringify(resolve(import.meta.dirname, '../../build/setup/lock.mjs'))};
    import { appendFileSync } from 'node:fs';
    import { setTimeout } from 'node:timers/promises';
    await withLock(${JSON.stringify(lock)}, async () => {
      appendFileSync(${JSON.stringify(journal)}, 'in ');
      await setTimeout(30);
      appendFileSync(${JSON.stringify(journal)}, 'out ');
    });`;
  const children = Array.from({ length: 5 }, () =>
    spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' }),
  );
  await Promise.all(children.map((child) => once(child, 'exit')));
  expect(await readFile(journal, 'utf8')).toBe('in out '.repeat(5));
});
