import { countClasses } from '../count-classes';
import { shuffledOrder } from '../../random/random';
import type { DrawnSplit, Part } from './library-types';
import { leftOut } from './stored-set';

/**
 * Decides the part of each picture [count] whose `parts` entry is null. Of each class about `testFraction` goes to the test part,
 * at least one picture stays for training. Near duplicates stay together: with the part that one of them has already, else, where
 * they are of several classes, for training. The same for the same seed, whatever else is in the set.
 */
export function drawSplit(
  labels: Uint16Array,
  parts: readonly (Part | null)[],
  { testFraction, seed, groups }: DrawnSplit,
): Part[] {
  const drawn = [...parts];
  const byClass = new Map<number, number[][]>();
  for (const members of unitsOf(labels, groups)) {
    const fixed = members.map((index) => parts[index]).find((part) => part !== null);
    const open = members.filter((index) => parts[index] === null);
    if (open.length === 0) continue;
    const label = labels[open[0]!]!;
    if (fixed) for (const index of open) drawn[index] = fixed;
    else if (members.every((index) => labels[index] === label)) {
      const units = byClass.get(label);
      if (units) units.push(open);
      else byClass.set(label, [open]);
    }
  }
  const inClass = countClasses(labels, leftOut);
  for (const [label, units] of byClass) {
    const count = inClass[label]!;
    const wanted = Math.min(count - 1, Math.round(count * testFraction));
    let taken = 0;
    for (const position of shuffledOrder(Int32Array.from(units.keys()), seed, label)) {
      const unit = units[position]!;
      if (taken + unit.length > wanted) continue;
      for (const index of unit) drawn[index] = 'test';
      taken += unit.length;
    }
  }
  return drawn.map((part) => part ?? 'train');
}

/** Pictures that stay together, in the order of the first of each; those that are left out are in none. */
function unitsOf(labels: Uint16Array, groups: Int32Array): Iterable<number[]> {
  const units: number[][] = [];
  const byGroup = new Map<number, number[]>();
  for (const [index, label] of labels.entries()) {
    if (label === leftOut) continue;
    const group = groups[index] ?? -1;
    const known = group < 0 ? undefined : byGroup.get(group);
    if (known) {
      known.push(index);
      continue;
    }
    const unit = [index];
    if (group >= 0) byGroup.set(group, unit);
    units.push(unit);
  }
  return units;
}
