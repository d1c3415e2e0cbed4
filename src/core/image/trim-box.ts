import type { Box, RgbaPicture } from './rgba-picture';

type Colour = readonly [red: number, green: number, blue: number];

/** 5 % of the largest distance there is between two colours. */
const closeDistance = 0.05 * 255 * Math.sqrt(3);
const closeSquared = closeDistance ** 2;

/**
 * The smallest box that holds every pixel further than 5 % from the corners' colour (the data set paper's second step;
 * ImageMagick calls it trimming with a fuzz). Null when there is none: nothing stands out.
 */
export function trimBox(picture: RgbaPicture): Box | null {
  const { width, height } = picture;
  const background = cornerColour(picture);
  /** Whether any of `count` pixels, each `step` pixels after the last, stands out. */
  const stands = (x: number, y: number, count: number, step: number): boolean => {
    for (let i = 0, pixel = y * width + x; i < count; i++, pixel += step) {
      if (distanceSquared(picture.rgba, pixel, background) > closeSquared) return true;
    }
    return false;
  };
  let top = 0;
  while (top < height && !stands(0, top, width, 1)) top++;
  if (top === height) return null;
  let bottom = height;
  while (!stands(0, bottom - 1, width, 1)) bottom--;
  let left = 0;
  while (!stands(left, top, bottom - top, width)) left++;
  let right = width;
  while (!stands(right - 1, top, bottom - top, width)) right--;
  return { left, top, width: right - left, height: bottom - top };
}

/** The corner that differs least from the other three: a mark in one corner does not decide. */
function cornerColour({ rgba, width, height }: RgbaPicture): Colour {
  const last = width * height - 1;
  const corners = [0, width - 1, last - (width - 1), last];
  const strangeness = (colour: Colour): number =>
    corners.reduce((sum, corner) => sum + Math.sqrt(distanceSquared(rgba, corner, colour)), 0);
  return corners
    .map((corner) => colourOnWhite(rgba, corner))
    .reduce((best, colour) => (strangeness(colour) < strangeness(best) ? colour : best));
}

function colourOnWhite(rgba: RgbaPicture['rgba'], pixel: number): Colour {
  const [red = 0, green = 0, blue = 0, alpha = 0] = rgba.subarray(pixel * 4, pixel * 4 + 4);
  const onWhite = (value: number): number => 255 + ((value - 255) * alpha) / 255;
  return [onWhite(red), onWhite(green), onWhite(blue)];
}

/** Squared distance of a pixel, on white, from a colour. Called for millions of pixels: it makes no objects. */
function distanceSquared(rgba: RgbaPicture['rgba'], pixel: number, colour: Colour): number {
  const at = pixel * 4;
  const alpha = rgba[at + 3]! / 255;
  const red = 255 + (rgba[at]! - 255) * alpha - colour[0];
  const green = 255 + (rgba[at + 1]! - 255) * alpha - colour[1];
  const blue = 255 + (rgba[at + 2]! - 255) * alpha - colour[2];
  return red * red + green * green + blue * blue;
}
