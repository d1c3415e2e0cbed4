import type { Augmentation } from './training-plan';

/** Whether an augmentation moves pixels, rather than only changing their values. */
export function movesPixels({ flip, shift, rotate, scale }: Augmentation): boolean {
  return flip || shift > 0 || rotate > 0 || scale > 0;
}
