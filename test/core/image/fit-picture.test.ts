import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitPicture } from '#core/image/fit-picture';
import { prepareFor } from '#core/image/prepare-for';
import { preparePicture } from '#core/image/prepare-picture';
import { seeded } from '../../fixtures/seeded';

type Colour = readonly [red: number, green: number, blue: number, alpha?: number];

function picture(width: number, height: number, colourAt: (x: number, y: number) => Colour) {
  const rgba = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [red, green, blue, alpha = 255] = colourAt(x, y);
      rgba.set([red, green, blue, alpha], (y * width + x) * 4);
    }
  return { rgba, width, height };
}

const grey = (side: number) => ({ height: side, width: side, channels: 1 });
const colour = (side: number) => ({ height: side, width: side, channels: 3 });

describe('fitPicture', () => {
  it('takes a picture of the right size byte for byte, in grey and in colour', () => {
    const random = fc.sample(fc.uint8Array({ minLength: 108, maxLength: 108 }), {
      ...seeded,
      numRuns: 1,
    })[0]!;
    const inColour = picture(9, 4, (x, y) => [...random.subarray((y * 9 + x) * 3)].slice(0, 3) as never);
    const inGrey = picture(9, 4, (x, y) => Array(3).fill(random[y * 9 + x]) as never);
    for (const fit of ['whole', 'middle'] as const) {
      expect(fitPicture(inColour, { height: 4, width: 9, channels: 3 }, fit)).toEqual(random);
      expect(fitPicture(inGrey, { height: 4, width: 9, channels: 1 }, fit)).toEqual(random.subarray(0, 36));
    }
  });

  it('turns to grey by BT.601', () => {
    const reds = picture(8, 8, () => [255, 0, 0]);
    expect(new Set(fitPicture(reds, grey(8), 'whole'))).toEqual(new Set([76]));
    expect(
      new Set(
        fitPicture(
          picture(16, 16, () => [0, 255, 0]),
          grey(8),
          'whole',
        ),
      ),
    ).toEqual(new Set([150]));
  });

  it('averages over areas', () => {
    const stripes = picture(32, 32, (x) => (x % 2 ? [200, 100, 0] : [0, 100, 200]));
    const fitted = fitPicture(stripes, colour(8), 'whole');
    expect(fitted).toHaveLength(192);
    expect(new Set(fitted)).toEqual(new Set([100]));
  });

  it('shows all of a wide picture, centred, with the mean colour of its border around', () => {
    const wide = picture(40, 20, (x, y) => (x > 9 && x < 30 && y > 4 && y < 15 ? [250, 0, 0] : [0, 0, 90]));
    const fitted = fitPicture(wide, colour(8), 'whole');
    const pixel = (x: number, y: number) => [...fitted.subarray((y * 8 + x) * 3, (y * 8 + x) * 3 + 3)];
    for (const [x, y] of [
      [0, 0],
      [7, 1],
      [0, 6],
      [4, 7],
    ] as const)
      expect(pixel(x, y)).toEqual(pixel(0, 0));
    expect(pixel(0, 3)).toEqual([0, 0, 90]);
    expect(pixel(4, 3)).toEqual([250, 0, 0]);
    expect(pixel(0, 0)[2]).toBeGreaterThan(70);
  });

  it('fills the shape with the middle', () => {
    const wide = picture(40, 20, (x) => (x < 10 || x >= 30 ? [255, 255, 255] : [10, 20, 30]));
    expect([...new Set(fitPicture(wide, colour(8), 'middle'))].sort((a, b) => a - b)).toEqual([10, 20, 30]);
    const high = picture(20, 40, (_, y) => (y < 10 || y >= 30 ? [255, 255, 255] : [10, 20, 30]));
    expect([...new Set(fitPicture(high, colour(8), 'middle'))].sort((a, b) => a - b)).toEqual([10, 20, 30]);
  });

  it('puts transparency on white', () => {
    const half = picture(8, 8, () => [0, 0, 0, 0]);
    expect(new Set(fitPicture(half, grey(8), 'whole'))).toEqual(new Set([255]));
    expect(
      new Set(
        fitPicture(
          picture(20, 10, () => [0, 0, 0, 51]),
          grey(8),
          'whole',
        ),
      ),
    ).toEqual(new Set([204]));
  });

  it('enlarges by blending', () => {
    const two = picture(2, 2, (x) => (x ? [200, 200, 200] : [0, 0, 0]));
    const row = [...fitPicture(two, grey(8), 'whole').subarray(0, 8)];
    expect(row).toEqual([0, 0, 25, 75, 125, 175, 200, 200]);
    expect(
      new Set(
        fitPicture(
          picture(1, 1, () => [7, 7, 7]),
          grey(8),
          'middle',
        ),
      ),
    ).toEqual(new Set([7]));
  });

  it('gives a picture of that shape for any size, within the range of the values it came from', () => {
    const size = fc.integer({ min: 1, max: 70 });
    const side = fc.integer({ min: 8, max: 40 });
    fc.assert(
      fc.property(
        size,
        size,
        side,
        side,
        fc.constantFrom(1, 3),
        fc.constantFrom('whole' as const, 'middle' as const),
        (width, height, shapeWidth, shapeHeight, channels, fit) => {
          const mixed = picture(width, height, (x, y) => [40 + ((x * 7 + y * 13) % 100), 60, 90]);
          const fitted = fitPicture(mixed, { width: shapeWidth, height: shapeHeight, channels }, fit);
          expect(fitted).toHaveLength(shapeWidth * shapeHeight * channels);
          expect(Math.min(...fitted)).toBeGreaterThanOrEqual(40);
          expect(Math.max(...fitted)).toBeLessThanOrEqual(140);
        },
      ),
      { ...seeded, numRuns: 300 },
    );
  });
});

describe('prepareFor', () => {
  it('prepares a picture as its data set was made', () => {
    const shirt = picture(60, 40, (x, y) => (x > 20 && x < 40 && y > 5 ? [30, 40, 50] : [255, 255, 255]));
    const { rgba, width, height } = shirt;
    const shape = grey(28);
    expect(prepareFor({ preparation: 'product-photo', shape }, rgba, width, height)).toEqual(
      preparePicture(rgba, width, height, shape),
    );
    for (const preparation of ['whole', 'middle'] as const)
      expect(prepareFor({ preparation, shape }, rgba, width, height)).toEqual(
        fitPicture(shirt, shape, preparation),
      );
  });
});
