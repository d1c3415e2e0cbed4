import { WardrobeError } from '../../domain/errors';
import type { NewDataSet } from './library-types';
import { setLimits } from './set-limits';
import { leftOut } from './stored-set';

/** Throws WardrobeError('bad-input') for a set that can't be. */
export function checkNewSet({ name, shape }: NewDataSet): void {
  const { min, max } = setLimits.side;
  if (name.trim() === '') throw new WardrobeError('bad-input', 'The data set has no name.', 'Give it one.');
  for (const side of [shape.height, shape.width])
    if (!Number.isInteger(side) || side < min || side > max)
      throw new WardrobeError(
        'bad-input',
        `Pictures can't be ${side} pixels high or wide.`,
        `Choose a side from ${min} to ${max} pixels.`,
      );
  if (shape.channels !== 1 && shape.channels !== 3)
    throw new WardrobeError(
      'bad-input',
      `Pictures can't have ${shape.channels} channels.`,
      'Choose grey (1) or colour (3).',
    );
}

/** Throws WardrobeError('bad-input') for labels [count] that name none of so many classes. */
export function checkLabels(labels: Uint16Array, classes: number): void {
  const wrong = labels.find((label) => label >= classes);
  if (wrong !== undefined)
    throw new WardrobeError('bad-input', `${wrong} is no label of a picture: there are ${classes} classes.`);
}

/** Throws WardrobeError('bad-input') for too few or too many classes or pictures. */
export function checkContent({ classes, labels }: { classes: readonly string[]; labels: Uint16Array }): void {
  const { classes: allowed, pictures } = setLimits;
  if (classes.length < allowed.min)
    throw new WardrobeError(
      'bad-input',
      classes.length === 0
        ? 'There are no pictures that can be used.'
        : `All pictures are of one class, ${classes[0]}.`,
      'A model learns to tell classes apart: at least two are needed, each with pictures.',
    );
  if (classes.length > allowed.max)
    throw new WardrobeError(
      'bad-input',
      `There are ${classes.length} classes; ${allowed.max} are possible.`,
      'Take a part of them, or merge some.',
    );
  const twice = classes.find((name, index) => classes.indexOf(name) !== index);
  if (twice !== undefined)
    throw new WardrobeError(
      'bad-input',
      `Two classes are called ${twice}.`,
      'Give each class a name of its own.',
    );
  const count = labels.reduce((sum, label) => sum + (label === leftOut ? 0 : 1), 0);
  if (count < pictures.min)
    throw new WardrobeError(
      'bad-input',
      `There are only ${count} pictures that can be used.`,
      `A data set needs at least ${pictures.min}.`,
    );
}
