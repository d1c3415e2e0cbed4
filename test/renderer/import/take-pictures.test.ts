import { expect, test } from 'vitest';
import type { Decoder } from '../../../src/renderer/import/decoder';
import { decoderCount, DecoderPool } from '../../../src/renderer/import/decoder-pool';
import { takePictures } from '../../../src/renderer/import/take-pictures';

const shape = { height: 8, width: 8, channels: 1 as const };

/** Hands out so many lots of one picture each, and counts those that have not come back. */
class FakeImports {
  out = 0;
  mostOut = 0;
  taken: { lot: number; refused: readonly { index: number }[] }[] = [];
  #next = 0;
  constructor(readonly lots: number) {}

  next = () => {
    if (this.#next === this.lots) return Promise.resolve(null);
    this.mostOut = Math.max(this.mostOut, ++this.out);
    const lot = this.#next++;
    const bytes = Uint8Array.of(lot);
    return Promise.resolve({
      lot,
      indices: [100 + lot],
      lengths: [1],
      bytes,
      shape,
      preparation: 'whole' as const,
    });
  };

  take = (lot: FakeImports['taken'][number]): Promise<undefined> => {
    this.out--;
    this.taken.push(lot);
    return Promise.resolve(undefined);
  };
}

/** Refuses every picture, after a moment. */
const refusing = () =>
  ({
    fit: async () => {
      await new Promise((resolve) => setTimeout(resolve));
      const error = { kind: 'corrupt', message: 'Damaged.' };
      return { pixels: new Uint8Array(), refused: [{ position: 0, error }], turned: 0 };
    },
  }) as unknown as Decoder;

test('every lot is brought back, with never more than twice as many under way as there are workers', async () => {
  const imports = new FakeImports(40);
  await takePictures(imports, new DecoderPool([refusing(), refusing()]));
  expect(imports.taken.map(({ lot }) => lot).sort((a, b) => a - b)).toEqual([...Array(40).keys()]);
  expect(imports.taken.every(({ lot, refused }) => refused[0]!.index === 100 + lot)).toBe(true);
  expect(imports.mostOut).toBe(4);
});

test('what main refuses ends it', async () => {
  const imports = new FakeImports(3);
  imports.take = () => Promise.reject(new Error('gone'));
  await expect(takePictures(imports, new DecoderPool([refusing()]))).rejects.toThrow('gone');
});

test('one core is left free, and there are never more than four workers', () => {
  expect([1, 2, 3, 5, 16].map(decoderCount)).toEqual([1, 1, 2, 4, 4]);
});
