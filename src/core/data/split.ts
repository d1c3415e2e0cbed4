import type { Labels } from '../domain/data-set';
import { shuffledOrder } from '../random/random';

/** Part of what a stored run means: with another number, old runs would have seen their validation pictures. */
const splitSeed = 20170828;

/**
 * Holds back `validationFraction` of each class of `labels` [count] for validation. The same for every run, and a larger
 * fraction only adds pictures to a smaller one's. Where classes are so small that nothing would be held back, one picture of each is that
 * has more. Both lists ascend.
 */
export function splitTraining(
  labels: Labels,
  validationFraction: number,
): { train: Int32Array; validation: Int32Array } {
  const byClass = new Map<number, number[]>();
  for (const [index, label] of labels.entries()) {
    const members = byClass.get(label);
    if (members) members.push(index);
    else byClass.set(label, [index]);
  }
  const share = (count: number): number => Math.round(count * validationFraction);
  const isTooFew =
    validationFraction > 0 && [...byClass.values()].every((members) => share(members.length) === 0);
  const held = new Uint8Array(labels.length);
  let heldCount = 0;
  for (const [label, members] of byClass) {
    const count = isTooFew ? Math.min(1, members.length - 1) : share(members.length);
    for (const index of shuffledOrder(Int32Array.from(members), splitSeed, label).subarray(0, count))
      held[index] = 1;
    heldCount += count;
  }
  const train = new Int32Array(labels.length - heldCount);
  const validation = new Int32Array(heldCount);
  let [trainEnd, validationEnd] = [0, 0];
  for (const [index, isHeld] of held.entries()) {
    if (isHeld) validation[validationEnd++] = index;
    else train[trainEnd++] = index;
  }
  return { train, validation };
}
