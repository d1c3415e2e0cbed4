import type { PictureShape } from '../domain/data-set';
import type { Augmentation } from './augmentation';
import type { Draw, Purpose } from './draws';

/** Blackens one rectangle, each side up to `erase` of the picture's, anywhere within it; in place. */
export function eraseRectangle(
  picture: Float32Array,
  { height, width, channels }: PictureShape,
  { erase }: Augmentation,
  draw: Draw,
): void {
  if (erase === 0) return;
  const within = (whole: number, length: Purpose, start: Purpose): [number, number] => {
    const side = Math.floor(Math.fround(draw(length) * (Math.round(erase * whole) + 1)));
    const first = Math.floor(Math.fround(draw(start) * (whole + 1 - side)));
    return [first, first + side];
  };
  const [top, bottom] = within(height, 'eraseHeight', 'eraseTop');
  const [left, right] = within(width, 'eraseWidth', 'eraseLeft');
  for (let row = top; row < bottom; row++)
    picture.fill(0, (row * width + left) * channels, (row * width + right) * channels);
}
