import { truncate, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PictureFile } from '#core/data/library/file-pictures';
import { inMemory } from '#core/domain/picture-source';
import { Random, shuffledOrder } from '#core/random/random';
import { temporaryFolder } from '../../../fixtures/temporary-folder';

const count = 400;

async function pictureFile(bytes: number) {
  const random = new Random(bytes);
  const pixels = Uint8Array.from({ length: count * bytes }, () => random.below(256));
  const path = join(await temporaryFolder(), 'pictures.bin');
  await writeFile(path, pixels);
  return { path, pixels };
}

test.each([7, 784, 12_288])('reads pictures of %i bytes as they would lie in memory', async (bytes) => {
  const { path, pixels } = await pictureFile(bytes);
  // Two rows of three, as in a part of a set.
  const rows = Int32Array.from({ length: count }, (_, row) => row).filter((row) => row % 3 !== 1);
  const whole = inMemory(pixels, bytes);
  const expected = inMemory(whole.read(rows), bytes);
  const pictures = new PictureFile(path, bytes).pictures(rows);
  expect(pictures.count).toBe(rows.length);
  const all = Int32Array.from({ length: rows.length }, (_, index) => index);
  for (const indices of [
    all,
    shuffledOrder(all, 1, 1),
    shuffledOrder(all, 1, 2).subarray(0, 20),
    Int32Array.of(5, 5, 0, 5),
    new Int32Array(),
  ])
    expect(Buffer.compare(pictures.read(indices), expected.read(indices))).toBe(0);
  const into = new Uint8Array(3 * bytes).fill(9);
  expect([...pictures.read(Int32Array.of(4, 2), into)]).toEqual([...expected.read(Int32Array.of(4, 2))]);
  expect([...into.subarray(2 * bytes)]).toEqual(Array<number>(bytes).fill(9));
});

test('goes on reading a file whose name is gone', async () => {
  const { path, pixels } = await pictureFile(10);
  const pictures = new PictureFile(path, 10).pictures(Int32Array.of(0, 399));
  await unlink(path);
  expect([...pictures.read(Int32Array.of(1))]).toEqual([...pixels.subarray(3990)]);
});

test('says which file can not be read', async () => {
  const { path } = await pictureFile(10);
  const pictures = new PictureFile(path, 10).pictures(Int32Array.of(0, 399));
  await truncate(path, 100);
  expect(() => pictures.read(Int32Array.of(0, 1))).toThrow(/pictures\.bin can't be read: it is shorter/);
  expect(() => new PictureFile(`${path}.gone`, 10)).toThrow(/can't be read: ENOENT/);
});
