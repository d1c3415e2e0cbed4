import sharp from 'sharp';
import { imageSide } from '../../fixtures/fashion-mnist';

/**
 * A test-set picture [784] as the photo it could come from: dark on white, enlarged, with a margin. PNG bytes.
 * The data set's own steps, run backwards.
 */
export async function productPhoto(pixels: Uint8Array, side = 420): Promise<Buffer> {
  const negated = Buffer.from(pixels.map((value) => 255 - value));
  const white = { r: 255, g: 255, b: 255 };
  return sharp(negated, { raw: { width: imageSide, height: imageSide, channels: 1 } })
    .toColourspace('srgb')
    .resize(side, side, { kernel: 'nearest' })
    .extend({ top: 60, bottom: 60, left: 60, right: 60, background: white })
    .png()
    .toBuffer();
}
