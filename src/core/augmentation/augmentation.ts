import { z } from 'zod';
import type { PictureShape } from '../domain/data-set';

/** Half the side of the largest pictures. */
const mostShift = 128;

/** How far pictures of that shape may be moved, in pixels: half their shorter side. */
export const mostShiftOf = ({ height, width }: PictureShape): number =>
  Math.min(mostShift, Math.floor(Math.min(height, width) / 2));

/** Older versions stored fractions too, and shifted by the whole part: such plans are read as that. */
const wholePixels = z.number().overwrite(Math.floor).int().min(0).max(mostShift);

/** Random changes to each training picture, drawn again at every step. Zero means off. */
export const augmentationSchema = z.strictObject({
  flip: z.boolean().default(false),
  shift: wholePixels.default(0).describe('pixels'),
  rotate: z.number().min(0).max(180).default(0).describe('degrees'),
  scale: z.number().min(0).max(0.9).default(0).describe('1 ± scale'),
  brightness: z.number().min(0).max(1).default(0).describe('± part of the full range'),
  gamma: z.number().min(0).max(3).default(0).describe('exponent between 1/(1+gamma) and 1+gamma'),
  erase: z.number().min(0).max(0.9).default(0).describe('largest erased side as a part of the picture'),
  invert: z.number().min(0).max(1).default(0).describe('part of the pictures turned to their negatives'),
});
export type Augmentation = z.infer<typeof augmentationSchema>;

/** Whether an augmentation moves pixels, rather than only changing their values. */
export function movesPixels({ flip, shift, rotate, scale }: Augmentation): boolean {
  return flip || shift > 0 || rotate > 0 || scale > 0;
}
