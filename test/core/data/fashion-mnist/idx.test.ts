import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { countShared } from '#core/data/count-shared';
import { inMemory } from '#core/domain/picture-source';
import { inspectDataset } from '#core/data/fashion-mnist/inspect-dataset';
import { parseImages, parseLabels } from '#core/data/fashion-mnist/idx';
import { isDatasetThere, readDataset } from '#core/data/fashion-mnist/read-dataset';
import { idxImages, idxLabels, smallDataset } from '../../../fixtures/small-dataset';
import { temporaryFolder } from '../../../fixtures/temporary-folder';
import { classNames, fashionMnist, imageBytes } from '../../../fixtures/fashion-mnist';

function changed(content: Buffer, at: number, word: number): Buffer {
  const copy = Buffer.from(content);
  copy.writeUInt32BE(word, at);
  return copy;
}

const images = idxImages(3, 1);
const labels = idxLabels(3);

describe('IDX files', () => {
  it('are read', () => {
    expect(Buffer.compare(parseImages(images, 3, fashionMnist.shape, 'i'), images.subarray(16))).toBe(0);
    expect([...parseLabels(labels, 3, classNames.length, 'l')]).toEqual([0, 1, 2]);
  });

  const bad: Record<string, [parse: () => unknown, words: RegExp]> = {
    'labels for pictures': [() => parseImages(labels, 3, fashionMnist.shape, 'file'), /ends after 11 bytes/],
    'pictures for labels': [
      () => parseLabels(images, 3, classNames.length, 'file'),
      /begins with 00000803 instead of 00000801/,
    ],
    'a bad magic number': [
      () => parseImages(changed(images, 0, 0x804), 3, fashionMnist.shape, 'file'),
      /begins with 00000804/,
    ],
    'a gzip file': [
      () => parseImages(changed(images, 0, 0x1f8b0800), 3, fashionMnist.shape, 'file'),
      /no IDX file/,
    ],
    'another count': [
      () => parseImages(changed(images, 4, 2), 3, fashionMnist.shape, 'file'),
      /holds 2 items instead of 3/,
    ],
    'a huge count': [
      () => parseLabels(changed(labels, 4, 2 ** 32 - 1), 3, classNames.length, 'file'),
      /4294967295 items/,
    ],
    'other sides': [
      () => parseImages(changed(images, 8, 32), 3, fashionMnist.shape, 'file'),
      /28 × 32 pixels/,
    ],
    'a file cut short': [
      () => parseImages(images.subarray(0, -1), 3, fashionMnist.shape, 'file'),
      /2,367 bytes instead of 2,368/,
    ],
    'a file too long': [
      () => parseLabels(Buffer.concat([labels, labels]), 3, classNames.length, 'file'),
      /22 bytes instead of 11/,
    ],
    'an empty file': [() => parseLabels(Buffer.alloc(0), 3, classNames.length, 'file'), /ends after 0 bytes/],
    'a label beyond 9': [
      () => parseLabels(changed(labels, 7, 0x0301020a), 3, classNames.length, 'file'),
      /label 2 is 10/,
    ],
  };
  for (const [name, [parse, words]] of Object.entries(bad))
    it(`are refused with ${name}: which file, what is wrong, what to do`, () => {
      let caught: unknown;
      try {
        parse();
      } catch (error) {
        caught = error;
      }
      expect(caught).toMatchObject({ kind: 'corrupt', hint: expect.stringContaining('again') as string });
      expect((caught as Error).message).toMatch(words);
      expect((caught as Error).message).toMatch(/^file is damaged/);
    });
});

describe('a folder with a data set', () => {
  it('is not ready without one of its files, and refused with a changed or damaged one', async () => {
    const folder = await temporaryFolder();
    const { files, bytes } = smallDataset();
    expect(await inspectDataset(join(folder, 'absent'), files)).toBeNull();
    for (const [name, content] of bytes) {
      expect(await isDatasetThere(folder, files)).toBe(false);
      await expect(readDataset(folder, files)).rejects.toMatchObject({ kind: 'not-ready' });
      expect(await inspectDataset(folder, files)).toBeNull();
      await writeFile(join(folder, name), content);
    }
    expect(await inspectDataset(folder, files)).toMatchObject({
      source: 'files that were already here',
      sharedWithTrain: 0,
    });
    expect(await isDatasetThere(folder, files)).toBe(true);
    for (const { name } of Object.values(files)) {
      const content = Buffer.from(bytes.get(name)!);
      content[content.length - 1]! ^= 1;
      await writeFile(join(folder, name), content);
      for (const use of [readDataset, inspectDataset])
        await expect(use(folder, files)).rejects.toMatchObject({
          kind: 'checksum',
          message: expect.stringContaining(name) as string,
          hint: expect.stringContaining('again') as string,
        });
      await writeFile(join(folder, name), bytes.get(name)!);
    }
    await writeFile(join(folder, files.testLabels.name), 'nothing');
    for (const use of [readDataset, inspectDataset])
      await expect(use(folder, files)).rejects.toMatchObject({
        kind: 'corrupt',
        message: expect.stringContaining('t10k-labels-idx1-ubyte') as string,
      });
  });
});

const whole = (pixels: Uint8Array, bytes: number) => ({ pictures: inMemory(pixels, bytes) });

it('counts test pictures that also stand in the training set', async () => {
  const [train, test] = [idxImages(6000, 1).subarray(16), idxImages(50, 2).subarray(16)];
  for (const [from, to] of [
    [3, 0],
    [3, 7],
    [5999, 49],
  ] as const)
    train.copy(test, to * 784, from * 784, from * 784 + 784);
  train.copy(train, 4000 * 784, 3 * 784, 4 * 784);
  expect(await countShared(whole(train, imageBytes), whole(test, imageBytes), imageBytes)).toBe(3);
});

it('counts them also where the bytes of a picture are no multiple of four', async () => {
  const picture = (value: number) => [value, 1, 2, 3, 4, 5, value];
  const pictures = (values: number[]) => whole(Uint8Array.from(values.flatMap(picture)), 7);
  expect(await countShared(pictures([1, 2, 3]), pictures([3, 4, 1, 1]), 7)).toBe(3);
});
