import type { Augmentation } from '../../augmentation/augmentation';
import type { GraphBuilder, Tensor } from '../graph-builder';
import { add, exp, maximum, minimum, pow, scaled } from '../ops/arithmetic';
import { reshape } from '../ops/arrays';
import { drawSigned, type Draw } from './draws';

/**
 * Gamma: grey values 0–1 to a power between 1/(1 + gamma) and 1 + gamma, as often lighter as darker. Then brightness: adds up
 * to ± `brightness`, within 0–1.
 */
export function changeTone(
  g: GraphBuilder,
  { brightness, gamma }: Augmentation,
  pictures: Tensor,
  draw: Draw,
): Tensor {
  const perPicture = (x: Tensor): Tensor => reshape(g, x, [pictures.shape[0] ?? null, 1, 1, 1]);
  let changed = pictures;
  if (gamma > 0) {
    const power = exp(g, scaled(g, drawSigned(g, draw, 'gamma'), Math.log1p(gamma)));
    changed = pow(g, changed, perPicture(power));
  }
  if (brightness > 0) {
    const lighter = add(g, changed, perPicture(scaled(g, drawSigned(g, draw, 'brightness'), brightness)));
    changed = minimum(g, maximum(g, lighter, g.float(0)), g.float(1));
  }
  return changed;
}
