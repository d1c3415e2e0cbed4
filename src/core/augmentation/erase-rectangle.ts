import { imageSide } from '../dataset/fashion-mnist';
import type { Augmentation } from './augmentation';
import type { Draw, Purpose } from './draws';

/** Blackens one rectangle, each side up to `erase` of the picture's, anywhere within it; in place. */
export function eraseRectangle(picture: Float32Array, { erase }: Augmentation, draw: Draw): void {
  if (erase === 0) return;
  const longest = Math.round(erase * imageSide);
  const within = (length: Purpose, start: Purpose): [number, number] => {
    const side = Math.floor(Math.fround(draw(length) * (longest + 1)));
    const first = Math.floor(Math.fround(draw(start) * (imageSide + 1 - side)));
    return [first, first + side];
  };
  const [top, bottom] = within('eraseHeight', 'eraseTop');
  const [left, right] = within('eraseWidth', 'eraseLeft');
  for (let row = top; row < bottom; row++) picture.fill(0, row * imageSide + left, row * imageSide + right);
}
