import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { finishedFolder } from '../../build/setup/finished-folder.mjs';

let root: string;
beforeEach(async () => (root = await mkdtemp(join(tmpdir(), 'wardrobe-part-'))));
afterEach(() => rm(root, { recursive: true, force: true }));

const modules = resolve(import.meta.dirname, '../../build/setup');

/** A process that begins to fill the folder, says so, and never ends. */
async function beginAndKill(folder: string): Promise<void> {
  const script = `
    import { finishedFolder } from ${JSON.stringify(join(modules, 'finished-folder.mjs'))};
    import { writeFileSync } from 'node:fs';
    await finishedFolder(${JSON.stringify(folder)}, async (unfinished) => {
      writeFileSync(unfinished + '/half', 'half');
      process.stdout.write('half');
      await new Promise(() => setInterval(() => {}, 1000));
    });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
}

it('is not there after a kill -9 in the middle, and whole after the next attempt', async () => {
  const folder = join(root, 'part');
  await beginAndKill(folder);
  expect(existsSync(folder)).toBe(false);
  expect((await readdir(root)).some((name) => name.includes('unfinished'))).toBe(true);

  await finishedFolder(folder, (unfinished: string) => writeFile(join(unfinished, 'whole'), 'whole'));
  expect(await readdir(root)).toEqual(['part']);
  expect(await readdir(folder)).toEqual(['whole']);
});

it('leaves nothing behind when filling fails', async () => {
  const folder = join(root, 'part');
  const failing = finishedFolder(folder, async (unfinished: string) => {
    await writeFile(join(unfinished, 'half'), '');
    throw new Error('no space left');
  });
  await expect(failing).rejects.toThrow('no space left');
  expect(await readdir(root)).toEqual([]);
});

it('is filled once when several ask at the same time', async () => {
  const folder = join(root, 'part');
  let times = 0;
  const fill = async (unfinished: string) => {
    times++;
    await writeFile(join(unfinished, 'count'), String(times));
  };
  await Promise.all([1, 2, 3].map(() => finishedFolder(folder, fill)));
  expect(times).toBe(1);
  expect(await readFile(join(folder, 'count'), 'utf8')).toBe('1');
});
