import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { exifTurn, type Turn } from '#core/image/exif-orientation';
import { drawing } from '../../fixtures/pictures/picture-files';

const asStored: Turn = { mirrored: false, quarterTurns: 0 };
const orientations = [1, 2, 3, 4, 5, 6, 7, 8];
const cases = new URL('../../fixtures/pictures/', import.meta.url);

/** A picture of which every turn looks different, in each format that holds EXIF data. */
async function turned(format: 'jpeg' | 'png' | 'webp', orientation: number): Promise<Uint8Array> {
  return sharp(await drawing(6, 9).toBuffer())
    .toFormat(format, format === 'png' ? {} : { quality: 100 })
    .withMetadata({ orientation })
    .toBuffer();
}

/** The pixels after the turn, made by a program that is told the turn and not the EXIF data. */
async function upright(file: Uint8Array, { mirrored, quarterTurns }: Turn): Promise<Buffer> {
  const mirror = await sharp(file).flop(mirrored).png().toBuffer();
  return sharp(mirror)
    .rotate(quarterTurns * 90)
    .removeAlpha()
    .raw()
    .toBuffer();
}

describe('exifTurn', () => {
  for (const format of ['jpeg', 'png', 'webp'] as const)
    it.each(orientations)(`says how a ${format} with orientation %i is set upright`, async (orientation) => {
      const file = await turned(format, orientation);
      const expected = await sharp(file).rotate().removeAlpha().raw().toBuffer();
      expect(await upright(file, exifTurn(file))).toEqual(expected);
    });

  it.each(['exif-6.png', 'exif-6.webp'])('reads %s, which was written by another program', async (name) => {
    const file = await readFile(new URL(name, cases));
    expect(exifTurn(file)).toEqual({ mirrored: false, quarterTurns: 1 });
  });

  it('leaves what has no EXIF data, or an orientation that there is not, as it is', async () => {
    expect(exifTurn(await drawing(6, 9).toBuffer())).toEqual(asStored);
    expect(
      exifTurn(
        await sharp(await drawing(6, 9).toBuffer())
          .webp()
          .toBuffer(),
      ),
    ).toEqual(asStored);
    expect(exifTurn(new Uint8Array())).toEqual(asStored);
    const wrong = await readFile(new URL('exif-6.png', cases));
    wrong[wrong.indexOf('eXIf') + 4 + 8 + 2 + 9] = 99;
    expect(exifTurn(wrong)).toEqual(asStored);
  });

  it('never fails, wherever a file is cut and whatever byte is another', async () => {
    for (const format of ['jpeg', 'png', 'webp'] as const) {
      const file = await turned(format, 6);
      for (let length = 0; length < file.length; length++)
        expect(exifTurn(file.subarray(0, length))).toBeDefined();
      for (let at = 0; at < file.length; at++) {
        const spoilt = Uint8Array.from(file);
        spoilt[at] = 255 - spoilt[at]!;
        expect(exifTurn(spoilt)).toBeDefined();
      }
    }
  });
});
