import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openLogFile } from '../../src/main/log-file';

test('lines are kept in order, and a log that is too long is put aside', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wardrobe-log-'));
  const file = join(folder, 'wardrobe.log');
  const log = openLogFile(file, 100);
  for (let i = 0; i < 5; i++) log(`early ${i}`);
  await log.flushed();
  log('late');
  await log.flushed();
  expect((await readFile(`${file}.old`, 'utf8')).match(/early \d/g)).toEqual(
    [0, 1, 2, 3, 4].map((i) => `early ${i}`),
  );
  expect(await readFile(file, 'utf8')).toMatch(/^\d{4}-\S+Z late\n$/);
  await rm(folder, { recursive: true });
});

test('a log that can not be written stays silent', async () => {
  const log = openLogFile('/dev/null/not/a/folder/log');
  log('lost');
  await expect(log.flushed()).resolves.toBeUndefined();
});
