/** One random number for each picture and each purpose; a purpose keeps its numbers whatever else is switched on. */
export const purposes = [
  'flip',
  'shiftX',
  'shiftY',
  'rotate',
  'scale',
  'brightness',
  'gamma',
  'eraseHeight',
  'eraseWidth',
  'eraseTop',
  'eraseLeft',
  'invert',
] as const;
export type Purpose = (typeof purposes)[number];

/** Uniform in [0, 1), the numbers of one picture. */
export type Draw = (purpose: Purpose) => number;

/** Uniform in [−1, 1). */
export const drawSigned = (draw: Draw, purpose: Purpose): number => 2 * draw(purpose) - 1;
