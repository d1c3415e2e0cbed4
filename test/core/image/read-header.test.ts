import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pictureLimits, readHeader } from '#core/image/read-header';
import { WardrobeError } from '#core/domain/errors';
import { bmpFile, drawingFiles, pngHeader } from '../../fixtures/pictures/picture-files';
import { seeded } from '../../fixtures/seeded';

const refusal = (start: Uint8Array, fileBytes?: number) => {
  try {
    readHeader(start, fileBytes);
  } catch (error) {
    if (error instanceof WardrobeError) return error;
    throw error;
  }
  throw new Error('It was taken.');
};
const letters = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

describe('readHeader', () => {
  it('tells format and size of every format', async () => {
    for (const [name, file] of Object.entries(await drawingFiles(37, 23))) {
      expect(readHeader(file), name).toEqual({
        format: expect.stringMatching(/^(PNG|JPEG|WebP|GIF|BMP|AVIF)$/),
        width: 37,
        height: 23,
      });
      expect(name).toContain(readHeader(file).format);
    }
  });

  it('says that a file cut off in its header is damaged', async () => {
    for (const [name, file] of Object.entries(await drawingFiles(37, 23))) {
      const { kind, message } = refusal(file.subarray(0, 13), file.length);
      expect([name, kind]).toEqual([name, 'corrupt']);
      expect(message).toContain('damaged');
    }
  });

  it('takes the size of an AVIF that another program wrote', async () => {
    const file = await readFile(new URL('../../fixtures/pictures/photo.avif', import.meta.url));
    expect(readHeader(file)).toEqual({ format: 'AVIF', width: 400, height: 560 });
    file.writeUInt32BE(200_000, file.indexOf('ispe') + 8);
    expect(refusal(file).kind).toBe('too-large');
  });

  it('finds the size of a JPEG behind megabytes of other segments', async () => {
    const { JPEG } = await drawingFiles(37, 23);
    const segment = new Uint8Array(65_537);
    segment.set([0xff, 0xe2, 0xff, 0xff]);
    const file = Buffer.concat([
      JPEG!.subarray(0, 2),
      ...Array<Uint8Array>(40).fill(segment),
      JPEG!.subarray(2),
    ]);
    expect(readHeader(file)).toMatchObject({ width: 37, height: 23 });
    expect(refusal(file.subarray(0, 100_000), file.length).kind).toBe('corrupt');
  });

  it('refuses empty files and those that are no picture', () => {
    expect(refusal(new Uint8Array()).kind).toBe('not-a-picture');
    for (const text of ['Not a picture at all.', 'BMW and Mercedes', '{"a":1}', 'GIF', '\0'.repeat(100)]) {
      expect(refusal(letters(text)).kind).toBe('not-a-picture');
    }
  });

  it('names the formats it knows but does not read', () => {
    const cases = {
      HEIC: '\0\0\0\x18ftypheic',
      TIFF: 'II*\0',
      SVG: '<svg xmlns="">',
      PDF: '%PDF-1.7',
      Video: '\0\0\0\x18ftypisom',
    };
    for (const [name, start] of Object.entries(cases)) {
      const error = refusal(letters(start));
      expect(error.kind).toBe('unsupported');
      expect(error.message).toContain(name);
      expect(error.hint).toContain('PNG');
    }
  });

  it('refuses more than 50 megapixels or 64 MiB by header and length alone', () => {
    expect(refusal(pngHeader(22_000, 22_000)).kind).toBe('too-large');
    expect(refusal(pngHeader(50_000_001, 1)).kind).toBe('too-large');
    expect(readHeader(pngHeader(10_000, 5_000))).toMatchObject({ width: 10_000, height: 5_000 });
    expect(refusal(pngHeader(10, 10), pictureLimits.fileBytes + 1).kind).toBe('too-large');
    expect(readHeader(pngHeader(10, 10), pictureLimits.fileBytes).format).toBe('PNG');
  });

  it('refuses a picture without width or height', () => {
    expect(refusal(pngHeader(0, 10)).kind).toBe('corrupt');
    expect(refusal(pngHeader(10, 0)).kind).toBe('corrupt');
    expect(readHeader(bmpFile(4, -6))).toMatchObject({ width: 4, height: 6 });
  });

  it('takes the first frame of a GIF where it is larger than its screen', () => {
    const gif = letters('GIF89a\x01\0\x01\0\0\0\0\x2c\0\0\0\0\xff\xff\xff\xff\0');
    expect(refusal(gif).kind).toBe('too-large');
  });

  it('gives a size within the limits or a WardrobeError for any bytes', async () => {
    const starts = [new Uint8Array(), ...Object.values(await drawingFiles(9, 5))];
    fc.assert(
      fc.property(
        fc.constantFrom(...starts),
        fc.nat(40),
        fc.uint8Array({ minLength: 1, maxLength: 60 }),
        (start, keep, noise) => {
          const file = Buffer.concat([start.subarray(0, keep), noise]);
          try {
            const { width, height } = readHeader(file);
            expect(width).toBeGreaterThan(0);
            expect(height).toBeGreaterThan(0);
            expect(width * height).toBeLessThanOrEqual(pictureLimits.pixels);
          } catch (error) {
            if (!(error instanceof WardrobeError)) throw error;
            expect(error.hint).toBeTruthy();
          }
        },
      ),
      { ...seeded, numRuns: 3000 },
    );
  });
});
