/** Known accuracies on the Fashion-MNIST test set, in percent, with their names as short as a scale needs them. */
export const landmarks = [
  { name: 'people', percent: 83.5, about: 'People without expertise, on 1,000 pictures' },
  { name: 'first lesson', percent: 87, about: 'The classic model after 5 epochs' },
  {
    name: 'best classical',
    percent: 89.7,
    about: 'The best classical method on raw pixels, a support vector machine',
  },
  { name: 'best known', percent: 96.9, about: 'The best reported and believed, a fine-tuned DARTS' },
] as const;

const usual = { from: 82, to: 98 };

/** The ends of the scale, in percent: the usual ones, or the whole of it for what lies outside. */
export function scaleEnds(percent: number): { from: number; to: number } {
  return { from: percent < usual.from ? 0 : usual.from, to: percent > usual.to ? 100 : usual.to };
}
