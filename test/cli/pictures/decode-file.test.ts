import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodeFile } from '../../../src/cli/pictures/decode-picture';
import { fitFile } from '../../../src/cli/pictures/fit-file';
import { bmpFile, drawingFiles } from '../../fixtures/pictures/picture-files';

const fixture = (name: string) => readFile(join(import.meta.dirname, '../../fixtures/pictures', name));

/** White with a dark quarter at the top left. */
const darkCorner = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#fff' } }).composite([
    {
      input: {
        create: {
          width: Math.ceil(width / 2),
          height: Math.ceil(height / 2),
          channels: 3,
          background: '#234',
        },
      },
      left: 0,
      top: 0,
    },
  ]);

/** The mean brightness of a corner of the picture, 8 pixels a side. */
function corner({ rgba, width }: Awaited<ReturnType<typeof decodeFile>>, left: number, top: number) {
  let sum = 0;
  for (let y = 0; y < 8; y++) for (let x = 0; x < 8; x++) sum += rgba[((top + y) * width + left + x) * 4]!;
  return sum / 64;
}

/** A BMP of black and white by a palette; `content` are its bytes as they stand in the file. */
function indexed(width: number, height: number, bits: number, content: number[], compression = 0) {
  const header = Buffer.from(bmpFile(width, height)).subarray(0, 54);
  header.writeUInt16LE(bits, 28);
  header.writeUInt32LE(compression, 30);
  header.writeUInt32LE(62, 10);
  header.writeUInt32LE(2, 46);
  return Buffer.concat([header, Buffer.from([0, 0, 0, 0, 255, 255, 255, 0, ...content])]);
}

const reds = async (file: Uint8Array) => [...(await decodeFile(file)).rgba].filter((_, i) => i % 4 === 0);

describe('decodeFile', () => {
  it('reads every format', async () => {
    for (const [name, file] of Object.entries(await drawingFiles(40, 30))) {
      const picture = await decodeFile(file);
      const turned = name === 'JPEG with EXIF';
      expect([name, picture.width, picture.height]).toEqual([name, ...(turned ? [30, 40] : [40, 30])]);
    }
  });

  it('heeds every EXIF orientation in JPEG, PNG and WebP alike', async () => {
    for (const name of ['exif-6.png', 'exif-6.webp']) {
      const { width, height } = await decodeFile(await fixture(name));
      expect([name, width, height]).toEqual([name, 400, 560]);
    }
    const darkAt = [, [0, 0], [1, 0], [1, 1], [0, 1], [0, 0], [1, 0], [1, 1], [0, 1]] as const;
    const plain = await darkCorner(40, 40).png().toBuffer();
    for (let orientation = 1; orientation <= 8; orientation++)
      for (const format of ['jpeg', 'png', 'webp'] as const) {
        const file = await sharp(plain).toFormat(format).withMetadata({ orientation }).toBuffer();
        const picture = await decodeFile(file);
        const corners = [0, 1].flatMap((y) =>
          [0, 1].map((x) => ({ x, y, dark: corner(picture, x * 30, y * 30) < 80 })),
        );
        expect([format, orientation, corners.filter(({ dark }) => dark).map(({ x, y }) => [x, y])]).toEqual([
          format,
          orientation,
          [darkAt[orientation]],
        ]);
      }
  });

  it('reads BMP of any depth, bottom up and top down', async () => {
    for (const height of [7, -7]) {
      const file = Buffer.from(bmpFile(5, height));
      file[54] = 10;
      const { rgba, width } = await decodeFile(file);
      expect(width).toBe(5);
      const row = height > 0 ? 6 : 0;
      expect([...rgba.subarray(row * 20, row * 20 + 8)]).toEqual([255, 255, 10, 255, 255, 255, 255, 255]);
    }
    // Eight pixels of one bit, black and white by turns; the second colour of the palette is white.
    expect(await reds(indexed(8, 1, 1, [0b01010101, 0, 0, 0]))).toEqual([0, 255, 0, 255, 0, 255, 0, 255]);
    expect(await reds(indexed(3, 2, 4, [0x10, 0x10, 0, 0, 0x01, 0x00, 0, 0]))).toEqual([
      0, 255, 0, 255, 0, 255,
    ]);
    expect(await reds(indexed(2, 1, 8, [1, 0, 0, 0]))).toEqual([255, 0]);
    // Runs of bytes: three white, the end of the row, then black, white as they are, and the end.
    expect(await reds(indexed(3, 2, 8, [3, 1, 0, 0, 1, 0, 0, 3, 1, 0, 1, 0, 0, 1], 1))).toEqual([
      0, 255, 0, 255, 255, 255,
    ]);
    expect(await reds(indexed(4, 1, 4, [4, 0x01, 0, 1], 2))).toEqual([0, 255, 0, 255]);
  });

  it('reads BMP with masks and with alpha, and takes a fourth byte that is never used for none', async () => {
    const colours = (bits: number, pixels: number[], masks: number[] = []) => {
      const header = Buffer.from(bmpFile(pixels.length, 1)).subarray(0, 54);
      header.writeUInt16LE(bits, 28);
      header.writeUInt32LE(54 + masks.length * 4, 10);
      header.writeUInt32LE({ 0: 0, 3: 3, 4: 6 }[masks.length] ?? 0, 30);
      const words = Buffer.alloc((masks.length + pixels.length) * 4);
      masks.forEach((mask, i) => words.writeUInt32LE(mask, i * 4));
      pixels.forEach((pixel, i) => words.writeUIntLE(pixel, masks.length * 4 + (i * bits) / 8, bits / 8));
      return Buffer.concat([header, words]);
    };
    const rgba = async (file: Buffer) => [...(await decodeFile(file)).rgba];
    expect(await rgba(colours(32, [0x00102030, 0x00ffffff]))).toEqual([16, 32, 48, 255, 255, 255, 255, 255]);
    expect(await rgba(colours(32, [0x80102030, 0xffffffff]))).toEqual([16, 32, 48, 128, 255, 255, 255, 255]);
    expect(await rgba(colours(16, [0x7c00, 0x001f]))).toEqual([255, 0, 0, 255, 0, 0, 255, 255]);
    expect(await rgba(colours(16, [0xf800, 0x07e0], [0xf800, 0x07e0, 0x001f]))).toEqual([
      255, 0, 0, 255, 0, 255, 0, 255,
    ]);
    expect(await rgba(colours(32, [0x40ff0000], [0xff, 0xff00, 0xff0000, 0xff000000]))).toEqual([
      0, 0, 255, 64,
    ]);
  });

  it('refuses what is cut off, in any format', async () => {
    for (const [name, file] of Object.entries(await drawingFiles(400, 300))) {
      // A GIF's, WebP's or AVIF's decoder may show what there is of it.
      const cut = file.subarray(0, Math.floor(file.length / 2));
      await expect(decodeFile(cut), name).rejects.toMatchObject({ kind: 'corrupt' });
    }
    const { JPEG } = await drawingFiles(400, 300);
    await expect(decodeFile(JPEG!.subarray(0, JPEG!.length - 2))).rejects.toMatchObject({ kind: 'corrupt' });
  });
});

describe('fitFile', () => {
  it('gives a picture of the set’s size byte for byte', async () => {
    const pixels = Uint8Array.from({ length: 784 }, (_, i) => Math.imul(i + 7, 2654435761) >>> 24);
    const file = await sharp(pixels, { raw: { width: 28, height: 28, channels: 1 } })
      .png()
      .toBuffer();
    const shape = { height: 28, width: 28, channels: 1 };
    for (const preparation of ['whole', 'middle'] as const)
      expect(await fitFile(file, { shape, preparation })).toEqual(pixels);
  });

  it('shrinks large photos to about what they are when decoded whole', async () => {
    const file = await sharp(await darkCorner(1600, 1200).png().toBuffer())
      .jpeg({ quality: 95 })
      .toBuffer();
    const shape = { height: 32, width: 32, channels: 3 };
    const fitted = await fitFile(file, { shape, preparation: 'middle' });
    const { rgba } = await decodeFile(file, 1600);
    expect(rgba).toHaveLength(1600 * 1200 * 4);
    expect([fitted[0]! < 80, fitted.at(-1)! > 240]).toEqual([true, true]);
  });
});
