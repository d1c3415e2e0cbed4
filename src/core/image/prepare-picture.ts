import { pictureBytes, type PictureShape } from '../domain/data-set';
import { WardrobeError } from '../domain/errors';
import { areaAverage } from './area-average';
import { asDataSetPicture } from './data-set-picture';
import { luma } from './luma';
import { sharpen } from './sharpen';
import { trimBox } from './trim-box';

/**
 * The longest edge, in pixels, that a decoded picture needs: more changes nothing visible in 28 × 28, and costs memory. A
 * decoder may shrink pictures to it, by averaging.
 */
export const workingSide = 1024;

/** Size with the longest edge at most `workingSide`, the shape kept as far as whole pixels can. */
export function workingSize(width: number, height: number): { width: number; height: number } {
  const factor = Math.min(1, workingSide / Math.max(width, height));
  const scaled = (length: number): number => Math.max(1, Math.round(length * factor));
  return { width: scaled(width), height: scaled(height) };
}

/**
 * A decoded picture [height × width × 4] as the model sees it: grey bytes of the data set's shape, light clothes on black.
 *
 * The steps of the data set paper (arXiv 1708.07747, section 2): trim edges within 5 % of the corner colour, bring the
 * longest edge to 28, sharpen, extend to 28 × 28 around the centre, negate, turn to grey. Two things differ: alpha is
 * put on white first, and shrinking averages over areas where the paper skips rows and columns, for photos are larger
 * and noisier than the shop's thumbnails. A 28 × 28 grey picture on black is one of the data set's and is taken as it is.
 *
 * Throws WardrobeError('bad-input') when nothing stands out from the background.
 */
export function preparePicture(
  rgba: Uint8ClampedArray | Uint8Array,
  width: number,
  height: number,
  shape: PictureShape,
): Uint8Array {
  if (width < 1 || height < 1 || rgba.length !== width * height * 4) {
    throw new RangeError(`${rgba.length} bytes are no RGBA picture of ${width} × ${height}.`);
  }
  const picture = { rgba, width, height };
  const box = trimBox(picture);
  if (!box) {
    throw new WardrobeError(
      'bad-input',
      'Nothing stands out from the background.',
      'Choose a picture in which the clothing differs from what is behind it.',
    );
  }
  const own = asDataSetPicture(picture, shape);
  if (own) return own;

  const factor = Math.min(shape.width / box.width, shape.height / box.height);
  const shrunkWidth = Math.max(1, Math.round(box.width * factor));
  const shrunkHeight = Math.max(1, Math.round(box.height * factor));
  const colours = sharpen(areaAverage(picture, box, shrunkWidth, shrunkHeight), shrunkWidth, shrunkHeight);
  return centredNegative({ colours, width: shrunkWidth, height: shrunkHeight }, shape);
}

/** Grey bytes of the negative in the middle of a picture of that shape; what is around the picture was white paper, so it is black. */
function centredNegative(
  { colours, width, height }: { colours: Float64Array; width: number; height: number },
  shape: PictureShape,
): Uint8Array {
  const output = new Uint8Array(pictureBytes(shape));
  const left = Math.floor((shape.width - width) / 2);
  const top = Math.floor((shape.height - height) / 2);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3;
      const grey = luma(colours[at]!, colours[at + 1]!, colours[at + 2]!);
      output[(top + y) * shape.width + left + x] = Math.round(255 - grey);
    }
  }
  return output;
}
