import { vi } from 'vitest';
import type { ImportSource } from '#core/data/import/import-types';

export const options = {
  name: 'Shapes',
  shape: { height: 8, width: 8, channels: 1 as const },
  preparation: 'whole' as const,
  testFraction: 0.2,
  seed: 1,
};

/** A source of `count` pictures in two classes, each of whose files holds nothing but its number. */
export function fakeSource(count: number, changes: Partial<ImportSource> = {}): ImportSource {
  return {
    kind: 'folder',
    origin: '/pictures/shapes',
    classes: ['circle', 'square'],
    pictures: Array.from({ length: count }, (_, i) => ({ name: `${i}.png`, label: i % 2, part: null })),
    refused: [{ name: 'notes.txt', reason: 'not-a-picture', message: 'Not a picture.' }],
    notes: [],
    proposal: options,
    pixelShape: null,
    read: (index) => Promise.resolve(Uint8Array.of(index)),
    close: vi.fn(() => Promise.resolve()),
    ...changes,
  };
}

/** A picture of noise that no other number gives: near duplicates would be told of. */
export function pictureOf(number: number): Uint8Array {
  let state = (number + 1) * 2_654_435_761;
  return Uint8Array.from({ length: 64 }, () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e3779b9) >>> 0;
    return state >>> 24;
  });
}
