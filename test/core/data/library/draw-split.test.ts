import { describe, expect, it } from 'vitest';
import { drawSplit } from '#core/data/library/draw-split';

const alone = (count: number) => new Int32Array(count).fill(-1);
const open = (count: number) => Array<null>(count).fill(null);

describe('a drawn split', () => {
  it('takes its share of each class, the same for the same seed', () => {
    const labels = Uint16Array.from({ length: 110 }, (_, index) => (index < 100 ? 0 : 1));
    const split = { testFraction: 0.2, seed: 1, groups: alone(110) };
    const parts = drawSplit(labels, open(110), split);
    const tested = (label: number) =>
      parts.filter((part, i) => part === 'test' && labels[i] === label).length;
    expect([tested(0), tested(1)]).toEqual([20, 2]);
    expect(drawSplit(labels, open(110), split)).toEqual(parts);
    expect(drawSplit(labels, open(110), { ...split, seed: 2 })).not.toEqual(parts);
  });

  it('leaves each class a picture to train on', () => {
    const parts = drawSplit(Uint16Array.of(0, 1, 1), open(3), {
      testFraction: 0.9,
      seed: 1,
      groups: alone(3),
    });
    expect(parts[0]).toBe('train');
    expect(parts.slice(1).sort()).toEqual(['test', 'train']);
  });

  it('keeps near duplicates on one side, whatever the seed', () => {
    const labels = Uint16Array.from({ length: 200 }, (_, index) => index % 4);
    // Groups of three of one class, and one group across classes.
    const groups = alone(200);
    for (let group = 0; group < 12; group++)
      for (const member of [0, 4, 8]) groups[group * 16 + (group % 4) + member] = group;
    for (const index of [14, 15]) groups[index] = 99;
    for (let seed = 0; seed < 20; seed++) {
      const parts = drawSplit(labels, open(200), { testFraction: 0.3, seed, groups });
      for (const group of new Set(groups))
        if (group >= 0) expect(new Set(parts.filter((_, index) => groups[index] === group)).size).toBe(1);
      expect(parts.filter((part) => part === 'test').length).toBeGreaterThan(50);
      expect([parts[14], parts[15]]).toEqual(['train', 'train']);
    }
  });

  it('keeps what has a part, and takes its near duplicates there', () => {
    const parts = drawSplit(Uint16Array.of(0, 0, 0, 0), ['test', null, 'train', null], {
      testFraction: 0,
      seed: 1,
      groups: Int32Array.of(5, 5, -1, -1),
    });
    expect(parts).toEqual(['test', 'test', 'train', 'train']);
  });
});
