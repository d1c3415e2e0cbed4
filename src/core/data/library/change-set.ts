import { WardrobeError } from '../../domain/errors';
import { closeUp } from './close-up';
import type { DataSetChange, Part } from './library-types';
import type { Assignment } from './set-fingerprint';
import { setLimits } from './set-limits';
import { leftOut, partCodes } from './stored-set';

/** What a change may alter of a version. */
export interface ChangedVersion extends Assignment {
  name: string;
  classes: readonly string[];
  /** What was done, in words. */
  change: string;
  /** Each part holds the same pictures as before. */
  samePictures: boolean;
}

type Change = Exclude<DataSetChange, { kind: 'go-back' }>;
type Before = Pick<ChangedVersion, 'name' | 'classes'> & Assignment;

/** A version with a change made to it. Throws WardrobeError('bad-input') for one that can't be made. */
export function changeVersion(before: Before, change: Change): ChangedVersion {
  const after = applyChange(before, change);
  checkClasses(after);
  return after;
}

function applyChange(before: Before, change: Change): ChangedVersion {
  const { classes } = before;
  const nameOf = (label: number): string => {
    const name = classes[label];
    if (name === undefined) throw new WardrobeError('bad-input', `There is no class ${label}.`, listAgain);
    return name;
  };
  const same = { ...before, samePictures: true };
  switch (change.kind) {
    case 'rename':
      return { ...same, name: nonEmpty(change.name), change: `Renamed to ${change.name.trim()}` };
    case 'rename-class': {
      const name = nonEmpty(change.name);
      const old = nameOf(change.label);
      return {
        ...same,
        classes: classes.map((one, label) => (label === change.label ? name : one)),
        change: `Renamed class ${old} to ${name}`,
      };
    }
    case 'merge-classes': {
      const merged = new Set(change.labels.filter((label) => label !== change.into));
      if (merged.size === 0)
        throw new WardrobeError('bad-input', 'There is nothing to merge.', 'Choose at least two classes.');
      const names = [...merged].map(nameOf);
      const into = nameOf(change.into);
      const labels = before.labels.map((label) => (merged.has(label) ? change.into : label));
      return { ...same, ...closeUp(labels, classes), change: `Merged ${names.join(', ')} into ${into}` };
    }
    case 'leave-out-class': {
      const name = nameOf(change.label);
      const labels = before.labels.map((label) => (label === change.label ? leftOut : label));
      return {
        ...before,
        ...closeUp(labels, classes),
        samePictures: false,
        change: `Left out class ${name}`,
      };
    }
    case 'relabel': {
      const name = nameOf(change.label);
      const labels = withLabel(before, change.part, change.indices, change.label);
      return { ...same, labels, change: `Moved ${count(change.indices)} to class ${name}` };
    }
    case 'remove-pictures': {
      const labels = withLabel(before, change.part, change.indices, leftOut);
      return { ...before, labels, samePictures: false, change: `Removed ${count(change.indices)}` };
    }
  }
}

const listAgain = 'The data set may have been changed meanwhile: look at it again.';

const count = (indices: readonly number[]): string => {
  const { size } = new Set(indices);
  return size === 1 ? '1 picture' : `${size.toLocaleString('en')} pictures`;
};

function nonEmpty(name: string): string {
  if (name.trim() === '') throw new WardrobeError('bad-input', 'A name is missing.', 'Give one.');
  return name.trim();
}

/** `indices` are positions in the part. */
function withLabel(
  { labels, parts }: Assignment,
  part: Part,
  indices: readonly number[],
  label: number,
): Uint16Array {
  const positions: number[] = [];
  for (const [index, code] of parts.entries())
    if (code === partCodes[part] && labels[index] !== leftOut) positions.push(index);
  const changed = labels.slice();
  for (const index of indices) {
    const position = positions[index];
    if (position === undefined)
      throw new WardrobeError('bad-input', `There is no picture ${index} in this part.`, listAgain);
    changed[position] = label;
  }
  return changed;
}

function checkClasses({ classes, labels, parts }: ChangedVersion): void {
  if (classes.length < setLimits.classes.min)
    throw new WardrobeError(
      'bad-input',
      'Only one class would be left.',
      'A model learns to tell classes apart: at least two are needed.',
    );
  const twice = classes.find((name, label) => classes.indexOf(name) !== label);
  if (twice !== undefined)
    throw new WardrobeError(
      'bad-input',
      `There is already a class ${twice}.`,
      'Choose another name, or merge the two.',
    );
  const trained = new Set(labels.filter((_, index) => parts[index] === partCodes.train));
  const empty = classes.find((_, label) => !trained.has(label));
  if (empty !== undefined)
    throw new WardrobeError(
      'bad-input',
      `No picture of ${empty} would be left to train on.`,
      'Leave out the whole class instead.',
    );
}
