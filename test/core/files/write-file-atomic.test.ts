import { chmod, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ErrorInfo } from '#core/domain/errors';
import { writeFileAtomic } from '#core/files/write-file-atomic';
import { fileHandlePrototype, systemError } from '../../fixtures/failing-disk';
import { runLimited } from '../../fixtures/run-limited';
import { temporaryFolder } from '../../fixtures/temporary-folder';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('writeFileAtomic', () => {
  it('writes text and bytes, new and over what was there', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'file');
    await writeFileAtomic(file, 'first, and longer than the second');
    await writeFileAtomic(file, 'grüße');
    expect(await readFile(file, 'utf8')).toBe('grüße');
    await writeFileAtomic(file, Uint8Array.of(1, 2, 3).subarray(1));
    expect([...(await readFile(file))]).toEqual([2, 3]);
    expect(await readdir(folder)).toEqual(['file']);
  });

  it('ends with one of the contents when written twice at once', async () => {
    const folder = await temporaryFolder();
    const contents = Array.from({ length: 20 }, (_, index) => String(index).repeat(50_000));
    await Promise.all(contents.map((content) => writeFileAtomic(join(folder, 'file'), content)));
    expect(contents).toContain(await readFile(join(folder, 'file'), 'utf8'));
    expect(await readdir(folder)).toEqual(['file']);
  });

  for (const [method, code, words] of [
    ['sync', 'EIO', /disk reported an error/],
    ['writeFile', 'ENOSPC', /disk is full/],
    ['writeFile', 'EDQUOT', /share of the disk/],
  ] as const)
    it(`leaves the old file and no other when ${method} fails with ${code}, and says so`, async () => {
      const folder = await temporaryFolder();
      const file = join(folder, 'file');
      await writeFile(file, 'old');
      vi.spyOn(await fileHandlePrototype(folder), method).mockRejectedValueOnce(systemError(code));
      await expect(writeFileAtomic(file, 'new')).rejects.toMatchObject({
        kind: 'disk',
        message: expect.stringMatching(words) as string,
        hint: expect.stringMatching(/./) as string,
      });
      expect(await readFile(file, 'utf8')).toBe('old');
      expect(await readdir(folder)).toEqual(['file']);
    });

  it('tells of a folder that could not be synced, but not where that can not be done', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'file');
    const prototype = await fileHandlePrototype(folder);
    const done = () => Promise.resolve();
    vi.spyOn(prototype, 'sync').mockImplementationOnce(done).mockRejectedValueOnce(systemError('EIO'));
    await expect(writeFileAtomic(file, 'new')).rejects.toMatchObject({ kind: 'disk' });
    vi.spyOn(prototype, 'sync').mockImplementationOnce(done).mockRejectedValueOnce(systemError('EINVAL'));
    await writeFileAtomic(file, 'newer');
    expect(await readFile(file, 'utf8')).toBe('newer');
  });

  it('says what is wrong with the place', async () => {
    const folder = await temporaryFolder();
    await expect(writeFileAtomic(join(folder, 'absent', 'file'), '')).rejects.toMatchObject({ kind: 'disk' });
    await mkdir(join(folder, 'taken', 'inside'), { recursive: true });
    await expect(writeFileAtomic(join(folder, 'taken'), '')).rejects.toMatchObject({ kind: 'disk' });
    expect(await readdir(folder)).toEqual(['taken']);
  });

  it.skipIf(process.getuid?.() === 0)('says that permission was denied', async () => {
    const folder = await temporaryFolder();
    await chmod(folder, 0o500);
    await expect(writeFileAtomic(join(folder, 'file'), '')).rejects.toMatchObject({
      kind: 'disk',
      message: expect.stringContaining('permission') as string,
    });
  });
});

it.skipIf(process.platform === 'win32')(
  'keeps old data, and says why, when files can grow no further',
  async () => {
    const folder = await temporaryFolder();
    const result = JSON.parse(await runLimited('full-disk-child.ts', 2048, [folder])) as Record<
      string,
      unknown
    >;
    const tooLarge: ErrorInfo = {
      kind: 'disk',
      message: expect.stringContaining('larger than this system allows') as string,
      hint: expect.stringMatching(/./) as string,
    };
    expect(result).toMatchObject({
      atomic: tooLarge,
      content: 'old',
      weights: tooLarge,
      weightsKept: true,
      curves: tooLarge,
      again: null,
      last: null,
      read: (result.appended as number) + 1,
    });
    expect(result.appended).toBeGreaterThan(0);
    expect(await readdir(folder)).toEqual(['file', 'runs']);
  },
);
