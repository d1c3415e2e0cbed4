import type { Augmentation } from './augmentation';
import { drawSigned, type Draw } from './draws';

const f32 = Math.fround;

/**
 * Gamma: grey values 0–1 to a power between 1/(1 + gamma) and 1 + gamma. Then brightness: adds up to ± `brightness`, within
 * 0–1. In place.
 */
export function changeTone(picture: Float32Array, { brightness, gamma }: Augmentation, draw: Draw): void {
  if (gamma > 0) {
    const power = f32(Math.exp(f32(drawSigned(draw, 'gamma') * f32(Math.log1p(gamma)))));
    for (let at = 0; at < picture.length; at++) picture[at] = picture[at]! ** power;
  }
  if (brightness > 0) {
    const lighter = f32(drawSigned(draw, 'brightness') * f32(brightness));
    for (let at = 0; at < picture.length; at++)
      picture[at] = Math.min(Math.max(f32(picture[at]! + lighter), 0), 1);
  }
}
