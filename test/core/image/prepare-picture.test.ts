import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { WardrobeError } from '#core/domain/errors';
import { preparePicture, workingSize } from '#core/image/prepare-picture';
import { realDataset } from '../../fixtures/real-dataset';
import { seeded } from '../../fixtures/seeded';
import { fashionMnist, imageBytes, imageSide } from '../../fixtures/fashion-mnist';

type Colour = [number, number, number, number?];
const white: Colour = [255, 255, 255];
const black: Colour = [0, 0, 0];

/** A picture of `width` × `height`, painted by a function of the place. */
function paint(width: number, height: number, colourAt: (x: number, y: number) => Colour): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    const [red, green, blue, alpha = 255] = colourAt(i % width, Math.floor(i / width));
    rgba.set([red, green, blue, alpha], i * 4);
  }
  return rgba;
}

/** Smallest box around what is not black: [left, top, right, bottom], the last two exclusive. */
function extent(pixels: Uint8Array): number[] {
  const places = [...pixels.keys()].filter((i) => pixels[i]! > 0);
  const [xs, ys] = [places.map((i) => i % imageSide), places.map((i) => Math.floor(i / imageSide))];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs) + 1, Math.max(...ys) + 1];
}

const within = (left: number, top: number, right: number, bottom: number) => (x: number, y: number) =>
  x >= left && x < right && y >= top && y < bottom;

async function photoOf(
  pixels: Uint8Array,
  side: number,
): Promise<{ data: Buffer; width: number; height: number }> {
  const negated = Buffer.from(pixels.map((value) => 255 - value));
  const { data, info } = await sharp(negated, { raw: { width: imageSide, height: imageSide, channels: 1 } })
    .toColourspace('srgb')
    .resize(side, side, { kernel: 'nearest' })
    .extend({ top: 33, bottom: 5, left: 71, right: 20, background: '#fdfdfd' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

describe('preparePicture', () => {
  it('trims, brings the longest edge to 28, centres, and turns dark on white into light on black', () => {
    const shape = within(30, 10, 50, 90);
    const pixels = preparePicture(
      paint(120, 100, (x, y) => (shape(x, y) ? [20, 20, 20] : white)),
      120,
      100,
      fashionMnist.shape,
    );
    expect(extent(pixels)).toEqual([10, 0, 17, 28]);
    expect(pixels[14 * imageSide + 13]).toBe(235);
    expect(pixels[14 * imageSide + 3]).toBe(0);
  });

  it('trims what is within 5 % of the corner colour and nothing else', () => {
    const at = (grey: number) =>
      preparePicture(
        paint(100, 100, (x, y) => {
          if (within(40, 40, 60, 60)(x, y)) return black;
          return within(10, 10, 90, 90)(x, y) ? [grey, grey, grey] : white;
        }),
        100,
        100,
        fashionMnist.shape,
      );
    expect(at(243)[0]).toBeGreaterThan(200);
    expect(at(241)[0]).toBeLessThan(30);
  });

  it('is not misled by a mark in one corner', () => {
    const marked = paint(60, 60, (x, y) => (x === 0 && y === 0 ? black : white));
    const pixels = preparePicture(marked, 60, 60, fashionMnist.shape);
    expect(extent(pixels)).toEqual([0, 0, 28, 28]);
  });

  it('sharpens by the Gaussian kernel: an edge overshoots, an even area stays', () => {
    // 28 × 28 of the same size as the target, so that nothing is resampled: columns of 100 and 200, framed in black.
    const value = (x: number): number => (x < 14 ? 100 : 200);
    const source = paint(28, 28, (x, y) =>
      y === 0 || y === 27 ? [0, 0, 255] : [value(x), value(x), value(x)],
    );
    const pixels = preparePicture(source, 28, 28, fashionMnist.shape);
    const row = pixels.subarray(14 * imageSide, 15 * imageSide);
    // One side of the kernel: 2·e^-1 + e^-0.5 of the Gaussian's 4.8976, over 1 + that sum.
    const side = (2 * Math.exp(-1) + Math.exp(-0.5)) / (1 + 1 + 4 * Math.exp(-1) + 4 * Math.exp(-0.5));
    expect(row[5]).toBe(155);
    expect(row[13]).toBe(Math.round(155 + 100 * side));
    expect(row[14]).toBe(Math.round(55 - 100 * side));
    expect(row[22]).toBe(55);
  });

  it('puts transparency on white, whatever colour lies under it', () => {
    const shape = within(10, 10, 50, 40);
    const opaque = paint(64, 64, (x, y) => (shape(x, y) ? [90, 30, 60] : white));
    const clear = paint(64, 64, (x, y) => (shape(x, y) ? [90, 30, 60] : [0, 0, 0, 0]));
    expect(preparePicture(clear, 64, 64, fashionMnist.shape)).toEqual(
      preparePicture(opaque, 64, 64, fashionMnist.shape),
    );
    const half = paint(64, 64, (x, y) => (shape(x, y) ? [0, 0, 0, 128] : white));
    expect(preparePicture(half, 64, 64, fashionMnist.shape)[14 * imageSide + 14]).toBe(128);
  });

  it('says so when nothing stands out', () => {
    for (const [width, height] of [
      [1, 1],
      [1, 500],
      [28, 28],
      [300, 200],
    ] as const) {
      for (const colour of [white, black, [200, 10, 90, 0] as Colour]) {
        expect(() =>
          preparePicture(
            paint(width, height, () => colour),
            width,
            height,
            fashionMnist.shape,
          ),
        ).toThrow(WardrobeError);
      }
    }
  });

  it('keeps a thread of a picture visible, in both directions', () => {
    const lines = (x: number, y: number): Colour => (x + y === 0 ? white : black);
    expect(extent(preparePicture(paint(4000, 1, lines), 4000, 1, fashionMnist.shape))).toEqual([
      0, 13, 28, 14,
    ]);
    expect(extent(preparePicture(paint(1, 4000, lines), 1, 4000, fashionMnist.shape))).toEqual([
      13, 0, 14, 28,
    ]);
  });

  it('takes every picture of the test set as it is, and never its negative', async () => {
    const pixels = (await realDataset()).test.pictures.inMemory!;
    let same = 0;
    for (let at = 0; at < pixels.length; at += imageBytes) {
      const own = pixels.subarray(at, at + imageBytes);
      const rgba = paint(imageSide, imageSide, (x, y) => {
        const grey = own[y * imageSide + x]!;
        return [grey, grey, grey];
      });
      if (Buffer.compare(preparePicture(rgba, imageSide, imageSide, fashionMnist.shape), own) === 0) same++;
    }
    expect(same).toBe(pixels.length / imageBytes);
    const first = pixels.slice(0, imageBytes);
    const negative = await photoOf(first, imageSide);
    const prepared = preparePicture(negative.data, negative.width, negative.height, fashionMnist.shape);
    expect(prepared[0]).toBe(0);
  });

  it('brings most shop photos of data set pictures back to about what they were', async () => {
    const pixels = (await realDataset()).test.pictures.inMemory!;
    const correlations: number[] = [];
    for (let index = 0; index < 100; index++) {
      const own = pixels.subarray(index * imageBytes, (index + 1) * imageBytes);
      const photo = await photoOf(own, 420);
      correlations.push(
        correlation(preparePicture(photo.data, photo.width, photo.height, fashionMnist.shape), own),
      );
    }
    correlations.sort((a, b) => a - b);
    // Faint edges of a garment are within the 5 % and are trimmed too, which shifts some pictures by a pixel.
    expect(correlations[50]).toBeGreaterThan(0.85);
  });

  it('gives 784 bytes for any picture, the same each time, and never changes its input', () => {
    const side = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(side, side, fc.infiniteStream(fc.integer({ min: 0, max: 255 })), (width, height, bytes) => {
        const rgba = Uint8Array.from(bytes.take(width * height * 4));
        const before = rgba.slice();
        try {
          const pixels = preparePicture(rgba, width, height, fashionMnist.shape);
          expect(pixels).toHaveLength(imageBytes);
          expect(preparePicture(rgba, width, height, fashionMnist.shape)).toEqual(pixels);
        } catch (error) {
          if (!(error instanceof WardrobeError)) throw error;
        }
        expect(rgba).toEqual(before);
      }),
      { ...seeded, numRuns: 150 },
    );
  });

  it('sees the same in a picture and in its enlargement with a margin', () => {
    const size = fc.integer({ min: 2, max: 28 });
    fc.assert(
      fc.property(size, size, fc.integer({ min: 1, max: 4 }), fc.nat(9), (width, height, zoom, margin) => {
        const dot = (x: number, y: number): Colour => {
          const grey = 40 + ((x * 37 + y * 61) % 120);
          return [grey, grey, grey];
        };
        const framed = (zoom: number, margin: number) => {
          const [w, h] = [width * zoom + 2 * margin, height * zoom + 2 * margin];
          const inside = within(margin, margin, w - margin, h - margin);
          const paper = paint(w, h, (x, y) =>
            inside(x, y) ? dot(Math.floor((x - margin) / zoom), Math.floor((y - margin) / zoom)) : white,
          );
          return preparePicture(paper, w, h, fashionMnist.shape);
        };
        const [small, large] = [framed(1, 1), framed(zoom, margin + 1)];
        for (let i = 0; i < imageBytes; i++) expect(Math.abs(small[i]! - large[i]!)).toBeLessThanOrEqual(1);
      }),
      { ...seeded, numRuns: 60 },
    );
  });

  it('refuses bytes that are not the picture they are said to be', () => {
    expect(() => preparePicture(new Uint8Array(12), 2, 2, fashionMnist.shape)).toThrow(RangeError);
    expect(() => preparePicture(new Uint8Array(0), 0, 0, fashionMnist.shape)).toThrow(RangeError);
  });
});

describe('workingSize', () => {
  it('keeps small pictures and shrinks large ones in proportion, to at least a pixel', () => {
    expect(workingSize(640, 480)).toEqual({ width: 640, height: 480 });
    expect(workingSize(4096, 2048)).toEqual({ width: 1024, height: 512 });
    expect(workingSize(1, 50_000)).toEqual({ width: 1, height: 1024 });
  });
});

/** Pearson's, of two pictures. */
function correlation(a: Uint8Array, b: Uint8Array): number {
  const mean = (values: Uint8Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [both, squaresA, squaresB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [da, db] = [a[i]! - meanA, b[i]! - meanB];
    both += da * db;
    squaresA += da * da;
    squaresB += db * db;
  }
  return both / Math.sqrt(squaresA * squaresB);
}
