import { expect, test } from 'vitest';
import { fashionMnist } from '#core/data/fashion-mnist/fashion-mnist';
import { findPreset } from '#core/model/presets';
import { CurveRecorder } from '#core/training/curve-recorder';

const step = { examples: 1, lossSum: 1, correct: 1 };

/** How many steps lie between the points of an epoch. */
function gaps(preset: string, stepsPerEpoch: number): number[] {
  const recorder = new CurveRecorder(findPreset(preset, fashionMnist)!.plan, stepsPerEpoch);
  const found: number[] = [];
  for (let at = 0; at < stepsPerEpoch;) {
    const count = recorder.untilPoint(at);
    at += count;
    expect(recorder.add(1, at, step)).toHaveLength(1);
    found.push(count);
  }
  return found;
}

test.each([
  ['classic', 1688, 88],
  ['best', 422, 16],
  ['convolutional', 844, 24],
])('%s has its points after whole turns of a GPU', (preset, stepsPerEpoch, apart) => {
  const found = gaps(preset, stepsPerEpoch);
  expect(apart % 8).toBe(0);
  expect(new Set(found.slice(0, -1))).toEqual(new Set([apart]));
  expect(found.reduce((sum, count) => sum + count)).toBe(stepsPerEpoch);
});

test('an epoch of few steps has a point after each', () => {
  expect(gaps('convolutional', 12)).toEqual(Array(12).fill(1));
});
