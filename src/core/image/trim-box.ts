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
  const stands = (x: number, y: number): boolean =>
    distanceSquared(colourAt(picture, x, y), background) > closeSquared;
  const rowStands = (y: number, from: number, to: number): boolean => {
    for (let x = from; x < to; x++) if (stands(x, y)) return true;
    return false;
  };
  let top = 0;
  while (top < height && !rowStands(top, 0, width)) top++;
  if (top === height) return null;
  let bottom = height;
  while (!rowStands(bottom - 1, 0, width)) bottom--;
  const columnStands = (x: number): boolean => {
    for (let y = top; y < bottom; y++) if (stands(x, y)) return true;
    return false;
  };
  let left = 0;
  while (!columnStands(left)) left++;
  let right = width;
  while (!columnStands(right - 1)) right--;
  return { left, top, width: right - left, height: bottom - top };
}

/** The corner that differs least from the other three: a mark in one corner does not decide. */
function cornerColour(picture: RgbaPicture): Colour {
  const [right, bottom] = [picture.width - 1, picture.height - 1];
  const corners = [
    colourAt(picture, 0, 0),
    colourAt(picture, right, 0),
    colourAt(picture, 0, bottom),
    colourAt(picture, right, bottom),
  ];
  const strangeness = (corner: Colour): number =>
    corners.reduce((sum, other) => sum + Math.sqrt(distanceSquared(corner, other)), 0);
  return corners.reduce((best, corner) => (strangeness(corner) < strangeness(best) ? corner : best));
}

/** One pixel as it looks on white. */
function colourAt({ rgba, width }: RgbaPicture, x: number, y: number): Colour {
  const at = (y * width + x) * 4;
  const alpha = rgba[at + 3]! / 255;
  const paper = 255 * (1 - alpha);
  return [rgba[at]! * alpha + paper, rgba[at + 1]! * alpha + paper, rgba[at + 2]! * alpha + paper];
}

function distanceSquared(a: Colour, b: Colour): number {
  return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
}
