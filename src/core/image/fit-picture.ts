import { pictureBytes, type PictureShape, type Preparation } from '../domain/data-set';
import { areaAverage } from './area-average';
import { luma } from './luma';
import type { Box, RgbaPicture } from './rgba-picture';

/** How a picture of any size is brought to a shape: all of it with its background around, or cut to fill it. */
export type Fit = Exclude<Preparation, 'product-photo'>;

/**
 * A decoded, upright picture as bytes of that shape [height × width × channels], grey by BT.601 or red, green, blue; alpha is put on
 * white. 'whole' brings all of it in, centred, and fills what is left with the mean colour of its border; 'middle' cuts out
 * the largest middle that has the shape's proportions. A picture of the shape's size is taken byte for byte.
 */
export function fitPicture(picture: RgbaPicture, shape: PictureShape, fit: Fit): Uint8Array {
  const { rgba, width, height } = picture;
  if (width < 1 || height < 1 || rgba.length !== width * height * 4) {
    throw new RangeError(`${rgba.length} bytes are no RGBA picture of ${width} × ${height}.`);
  }
  if (width === shape.width && height === shape.height) return sameSize(rgba, shape);
  if (fit === 'middle') {
    const colours = areaAverage(picture, middleBox(picture, shape), shape.width, shape.height, 'blend');
    return toBytes(colours, shape);
  }
  const size = wholeSize(picture, shape);
  const everything = { left: 0, top: 0, width, height };
  const colours = areaAverage(picture, everything, size.width, size.height, 'blend');
  return toBytes(centred(colours, size, shape), shape);
}

function sameSize(rgba: RgbaPicture['rgba'], shape: PictureShape): Uint8Array {
  const output = new Uint8Array(pictureBytes(shape));
  const { channels } = shape;
  for (let source = 0, target = 0; source < rgba.length; source += 4, target += channels) {
    const alpha = rgba[source + 3]!;
    let [red, green, blue] = [rgba[source]!, rgba[source + 1]!, rgba[source + 2]!];
    if (alpha < 255) [red, green, blue] = [onWhite(red, alpha), onWhite(green, alpha), onWhite(blue, alpha)];
    writePixel(output, target, channels, red, green, blue);
  }
  return output;
}

const onWhite = (value: number, alpha: number): number => 255 + ((value - 255) * alpha) / 255;

function writePixel(
  output: Uint8Array,
  at: number,
  channels: number,
  red: number,
  green: number,
  blue: number,
): void {
  if (channels === 1) {
    output[at] = Math.round(luma(red, green, blue));
    return;
  }
  output[at] = Math.round(red);
  output[at + 1] = Math.round(green);
  output[at + 2] = Math.round(blue);
}

/** The largest box in the middle with the shape's proportions, to whole pixels. */
function middleBox({ width, height }: RgbaPicture, shape: PictureShape): Box {
  const factor = Math.min(width / shape.width, height / shape.height);
  const boxWidth = Math.min(width, Math.max(1, Math.round(shape.width * factor)));
  const boxHeight = Math.min(height, Math.max(1, Math.round(shape.height * factor)));
  return {
    left: Math.floor((width - boxWidth) / 2),
    top: Math.floor((height - boxHeight) / 2),
    width: boxWidth,
    height: boxHeight,
  };
}

interface Size {
  width: number;
  height: number;
}

/** The size at which all of the picture just fits, to whole pixels. */
function wholeSize({ width, height }: Size, shape: PictureShape): Size {
  const factor = Math.min(shape.width / width, shape.height / height);
  const scaled = (length: number, most: number): number =>
    Math.min(most, Math.max(1, Math.round(length * factor)));
  return { width: scaled(width, shape.width), height: scaled(height, shape.height) };
}

/** The colours [height × width × 3] in the middle of a picture of that shape, the rest in their border's mean colour. */
function centred(colours: Float64Array, { width, height }: Size, shape: PictureShape): Float64Array {
  if (width === shape.width && height === shape.height) return colours;
  const output = new Float64Array(shape.width * shape.height * 3);
  const background = borderMean(colours, { width, height });
  for (let at = 0; at < output.length; at += 3) output.set(background, at);
  const left = Math.floor((shape.width - width) / 2);
  const top = Math.floor((shape.height - height) / 2);
  for (let y = 0; y < height; y++) {
    const row = colours.subarray(y * width * 3, (y + 1) * width * 3);
    output.set(row, ((top + y) * shape.width + left) * 3);
  }
  return output;
}

function borderMean(colours: Float64Array, { width, height }: Size): [number, number, number] {
  let [red, green, blue, count] = [0, 0, 0, 0];
  for (let y = 0; y < height; y++) {
    const step = y === 0 || y === height - 1 ? 1 : Math.max(1, width - 1);
    for (let x = 0; x < width; x += step) {
      const at = (y * width + x) * 3;
      red += colours[at]!;
      green += colours[at + 1]!;
      blue += colours[at + 2]!;
      count += 1;
    }
  }
  return [red / count, green / count, blue / count];
}

function toBytes(colours: Float64Array, shape: PictureShape): Uint8Array {
  const output = new Uint8Array(pictureBytes(shape));
  const { channels } = shape;
  for (let source = 0, target = 0; source < colours.length; source += 3, target += channels) {
    writePixel(output, target, channels, colours[source]!, colours[source + 1]!, colours[source + 2]!);
  }
  return output;
}
