import { expect, test } from 'vitest';
import { augment } from '#core/graph/augmentation/augment';
import { placeholder } from '#core/graph/ops/arrays';
import { planOf } from '../tensorflow/graph-support';
import { openGraph, spreadValues } from './graph-bench';

const side = 28;
const count = 64;

/** `count` copies of one picture after the augmentation of a step. */
async function augmented(
  settings: Record<string, unknown>,
  picture: Float32Array,
  step = 0,
): Promise<number[][]> {
  const plan = planOf({ augmentation: settings });
  const graph = await openGraph((g) => ({
    changed: augment(
      g,
      plan,
      placeholder(g, 'pictures', 'float', [null, side, side, 1]),
      g.int(step),
      'scheduled',
    ),
  }));
  const values = new Float32Array(count * picture.length);
  for (let copy = 0; copy < count; copy++) values.set(picture, copy * picture.length);
  const { changed } = graph.run({ pictures: { shape: [count, side, side, 1], values } });
  graph.dispose();
  return Array.from({ length: count }, (_, copy) =>
    changed.slice(copy * picture.length, (copy + 1) * picture.length),
  );
}

const noise = spreadValues(side * side, 3).map((value) => (value + 1) / 2);
const at = (picture: ArrayLike<number>, row: number, column: number): number =>
  row < 0 || column < 0 || row >= side || column >= side ? 0 : picture[row * side + column]!;
const moved = (rows: number, columns: number, mirror = false): number[] =>
  Array.from({ length: side * side }, (_, place) => {
    const column = (place % side) - columns;
    return at(noise, Math.floor(place / side) - rows, mirror ? side - 1 - column : column);
  });

test('nothing switched on changes nothing', async () => {
  for (const one of await augmented({}, noise)) expect(one).toEqual(Array.from(noise));
});

test('flip mirrors about half of the pictures', async () => {
  const kinds = (await augmented({ flip: true }, noise)).map((one) => {
    const mirrored = one[0] !== noise[0];
    expect(one).toEqual(mirrored ? moved(0, 0, true) : Array.from(noise));
    return mirrored;
  });
  const share = kinds.filter(Boolean).length / count;
  expect(share).toBeGreaterThan(0.3);
  expect(share).toBeLessThan(0.7);
});

test('shift moves by whole pixels, as far as it says, and fills with black', async () => {
  const offsets = [-2, -1, 0, 1, 2];
  const all = offsets.flatMap((rows) =>
    offsets.map((columns) => ({ rows, columns, picture: moved(rows, columns) })),
  );
  const seen = (await augmented({ shift: 2 }, noise)).map((one) => {
    const found = all.find(({ picture }) =>
      picture.every((value, place) => Math.abs(value - one[place]!) < 1e-5),
    );
    expect(found).toBeDefined();
    return found!;
  });
  expect(new Set(seen.map(({ rows }) => rows))).toEqual(new Set(offsets));
  expect(new Set(seen.map(({ columns }) => columns))).toEqual(new Set(offsets));
});

/** Second moments of a picture's light about the centre. */
function spread(picture: readonly number[]): { xx: number; xy: number; yy: number } {
  const sums = { xx: 0, xy: 0, yy: 0 };
  picture.forEach((value, place) => {
    const x = (place % side) - 13.5;
    const y = Math.floor(place / side) - 13.5;
    sums.xx += value * x * x;
    sums.xy += value * x * y;
    sums.yy += value * y * y;
  });
  return sums;
}
const bar = Float32Array.from({ length: side * side }, (_, place) => {
  const x = Math.abs((place % side) - 13.5);
  const y = Math.abs(Math.floor(place / side) - 13.5);
  return x < 8 && y < 2 ? 1 : 0;
});

test('rotate turns up to its angle to both sides', async () => {
  const angles = (await augmented({ rotate: 30 }, bar)).map((one) => {
    const { xx, xy, yy } = spread(one);
    return (Math.atan2(2 * xy, xx - yy) / 2) * (180 / Math.PI);
  });
  expect(Math.max(...angles)).toBeGreaterThan(24);
  expect(Math.min(...angles)).toBeLessThan(-24);
  expect(Math.max(...angles.map(Math.abs))).toBeLessThan(31);
});

test('scale makes smaller and larger, within its bounds', async () => {
  const area = bar.reduce((sum, value) => sum + value, 0);
  const sizes = (await augmented({ scale: 0.3 }, bar)).map((one) =>
    Math.sqrt(one.reduce((sum, value) => sum + value, 0) / area),
  );
  expect(Math.max(...sizes)).toBeGreaterThan(1.2);
  expect(Math.min(...sizes)).toBeLessThan(0.8);
  expect(sizes.every((size) => size > 0.65 && size < 1.35)).toBe(true);
});

test('brightness adds the same everywhere, within black and white', async () => {
  const offsets = (await augmented({ brightness: 0.2 }, noise)).map((one) => {
    const middle = noise.findIndex((value) => Math.abs(value - 0.5) < 0.01);
    const offset = one[middle]! - noise[middle]!;
    one.forEach((value, place) =>
      expect(value).toBeCloseTo(Math.min(1, Math.max(0, noise[place]! + offset)), 5),
    );
    return offset;
  });
  expect(Math.max(...offsets)).toBeGreaterThan(0.15);
  expect(Math.min(...offsets)).toBeLessThan(-0.15);
});

test('gamma takes a power between 1/(1 + gamma) and 1 + gamma', async () => {
  const powers = (await augmented({ gamma: 0.5 }, noise)).map((one) => {
    const power = Math.log(one[5]!) / Math.log(noise[5]!);
    one.forEach((value, place) => expect(value).toBeCloseTo(noise[place]! ** power, 4));
    return power;
  });
  expect(Math.max(...powers)).toBeGreaterThan(1.4);
  expect(Math.min(...powers)).toBeLessThan(0.72);
  expect(powers.every((power) => power > 0.66 && power < 1.51)).toBe(true);
});

test('erase blackens one rectangle, at most as large as it says', async () => {
  const sizes = (await augmented({ erase: 0.5 }, noise)).map((one) => {
    const erased = one.flatMap((value, place) => (value === 0 && noise[place] !== 0 ? [place] : []));
    const rows = new Set(erased.map((place) => Math.floor(place / side)));
    const columns = new Set(erased.map((place) => place % side));
    expect(erased.length).toBe(rows.size * columns.size);
    expect(Math.max(rows.size, columns.size)).toBeLessThanOrEqual(14);
    one.forEach((value, place) => expect(value === 0 || value === noise[place]).toBe(true));
    return erased.length;
  });
  expect(Math.max(...sizes)).toBeGreaterThan(80);
});

test('invert turns as many pictures to their negatives as it says', async () => {
  const kinds = async (invert: number) =>
    (await augmented({ invert }, noise)).map((one) => {
      const inverted = Math.abs(one[0]! - noise[0]!) > 1e-5;
      one.forEach((value, place) =>
        expect(value).toBeCloseTo(inverted ? 1 - noise[place]! : noise[place]!, 5),
      );
      return inverted;
    });
  const half = (await kinds(0.5)).filter(Boolean).length / count;
  expect(half).toBeGreaterThan(0.3);
  expect(half).toBeLessThan(0.7);
  expect((await kinds(1)).every(Boolean)).toBe(true);
});

test('each step draws anew, the same step draws the same', async () => {
  const all = {
    flip: true,
    shift: 2,
    rotate: 10,
    scale: 0.1,
    brightness: 0.1,
    gamma: 0.2,
    erase: 0.2,
    invert: 0.5,
  };
  const first = await augmented(all, noise, 1);
  expect(await augmented(all, noise, 1)).toEqual(first);
  expect(await augmented(all, noise, 2)).not.toEqual(first);
});
