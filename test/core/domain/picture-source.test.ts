import { expect, test } from 'vitest';
import { inMemory, readRange, type PictureSource } from '#core/domain/picture-source';

const pixels = Uint8Array.from({ length: 15 }, (_, at) => at);

test('gives copies of pictures in the order asked for, also into an array that is there', () => {
  const pictures = inMemory(pixels, 3);
  expect(pictures.count).toBe(5);
  const read = pictures.read(Int32Array.of(4, 0, 4));
  expect([...read]).toEqual([12, 13, 14, 0, 1, 2, 12, 13, 14]);
  read.fill(99);
  expect(pixels[12]).toBe(12);
  const into = new Uint8Array(7).fill(99);
  expect([...pictures.read(Int32Array.of(1, 2), into)]).toEqual([3, 4, 5, 6, 7, 8]);
  expect([...into]).toEqual([3, 4, 5, 6, 7, 8, 99]);
});

test('a range ends with the last picture, in memory or not', () => {
  const there = inMemory(pixels, 3);
  const away: PictureSource = { ...there, inMemory: null };
  for (const pictures of [there, away]) {
    expect([...readRange(pictures, 3, 9)]).toEqual([9, 10, 11, 12, 13, 14]);
    expect(readRange(pictures, 5, 9)).toHaveLength(0);
  }
  expect(readRange(there, 0, 1).buffer).toBe(pixels.buffer);
});

test('refuses half a picture', () => {
  expect(() => inMemory(pixels, 4)).toThrow(RangeError);
});
