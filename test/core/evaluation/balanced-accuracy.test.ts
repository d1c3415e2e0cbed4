import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isUnequal } from '#core/evaluation/balanced-accuracy';
import { evaluatePredictions } from '#core/evaluation/evaluate-predictions';
import { readEvaluation, writeEvaluation } from '#core/runs/format/evaluation-file';
import { temporaryFolder } from '../../fixtures/temporary-folder';

/** Answers with certainty, [n × classes]. */
const certain = (predicted: readonly number[], classes: number): Float32Array =>
  Float32Array.from(predicted.flatMap((one) => Array.from({ length: classes }, (_, at) => +(at === one))));

/** Nine of class 0, all right; three of class 1, one right; none of class 2. */
const [labels, predicted] = [
  [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1],
  [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0],
];
const unequal = evaluatePredictions(certain(predicted, 3), Uint16Array.from(labels), 3);

test('each class that has pictures counts the same', () => {
  expect(unequal.accuracy).toBeCloseTo(10 / 12, 12);
  expect(unequal.balancedAccuracy).toBeCloseTo((1 + 1 / 3) / 2, 12);
  expect(isUnequal(unequal)).toBe(true);
});

test('where all have as many it is the accuracy, and nothing is nothing', () => {
  const equal = evaluatePredictions(certain([0, 1, 1, 1], 2), Uint16Array.of(0, 0, 1, 1), 2);
  expect(equal.balancedAccuracy).toBe(equal.accuracy);
  expect(isUnequal(equal)).toBe(false);
  expect(isUnequal({ perClass: [] })).toBe(false);
  expect(evaluatePredictions(new Float32Array(), new Uint16Array(), 3).balancedAccuracy).toBe(0);
});

test('classes that a split leaves a picture apart are not unequal', () => {
  const withSupports = (...supports: number[]) => ({
    perClass: supports.map((support) => ({ precision: 1, recall: 1, f1: 1, support })),
  });
  expect(isUnequal(withSupports(36, 37, 35))).toBe(false);
  expect(isUnequal(withSupports(36, 0, 24))).toBe(true);
});

test('it is worked out from what is stored, of older runs, too', async () => {
  const folder = await temporaryFolder();
  await writeEvaluation(folder, unequal, certain(predicted, 3), null);
  expect(await readFile(join(folder, 'evaluation.json'), 'utf8')).not.toMatch(/balanced/i);
  expect(await readEvaluation(folder)).toEqual(unequal);
});
