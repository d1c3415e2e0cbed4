import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluatePredictions } from '#core/evaluation/evaluate-predictions';
import { wilsonInterval } from '#core/evaluation/wilson-interval';
import { evaluation as evaluationSchema } from '#shared/contracts/schemas';
import { realDataset } from '../../fixtures/real-dataset';
import { seeded } from '../../fixtures/seeded';
import { classNames } from '../../fixtures/fashion-mnist';

const row = (...pairs: [index: number, value: number][]): number[] => {
  const values = Array<number>(10).fill(0);
  for (const [index, value] of pairs) values[index] = value;
  return values;
};

describe('evaluatePredictions', () => {
  it('counts what was right and what was taken for what', () => {
    const probabilities = Float32Array.from([
      ...row([0, 0.75], [1, 0.25]),
      ...row([0, 0.5], [1, 0.25]),
      ...row([1, 1]),
      ...row([9, 1]),
    ]);
    const result = evaluationSchema.parse(
      evaluatePredictions(probabilities, Uint16Array.of(0, 1, 1, 2), classNames.length),
    );
    expect(result).toMatchObject({ examples: 4, correct: 2, accuracy: 0.5 });
    expect(result.confusion[1]).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(result.confusion[2]?.[9]).toBe(1);
    expect(result.perClass[0]).toEqual({ precision: 0.5, recall: 1, f1: 2 / 3, support: 1 });
    expect(result.perClass[1]).toEqual({ precision: 1, recall: 0.5, f1: 2 / 3, support: 2 });
    expect(result.perClass[9]).toEqual({ precision: 0, recall: 0, f1: 0, support: 0 });
    // −ln of 0.75, 0.25, 1 − 1e-7 and 1e-7
    expect(result.loss).toBeCloseTo((0.2876821 + 1.3862944 + 0.0000001 + 16.1180957) / 4, 6);
  });

  it('takes the lowest class on a tie, and stays finite on NaN and on nothing', () => {
    const tie = evaluatePredictions(
      Float32Array.from(row([3, 0.5], [7, 0.5])),
      Uint16Array.of(7),
      classNames.length,
    );
    expect(tie.confusion[7]?.[3]).toBe(1);
    const nan = evaluatePredictions(new Float32Array(10).fill(NaN), Uint16Array.of(4), classNames.length);
    expect(nan.loss).toBeCloseTo(16.118, 3);
    expect(evaluatePredictions(new Float32Array(), new Uint16Array(), classNames.length)).toMatchObject({
      examples: 0,
      accuracy: 0,
      loss: 0,
      interval: [0, 1],
    });
  });

  it('refuses lengths that do not fit and labels that are no class', () => {
    expect(() => evaluatePredictions(new Float32Array(11), Uint16Array.of(1), classNames.length)).toThrow(
      RangeError,
    );
    expect(() => evaluatePredictions(new Float32Array(10), Uint16Array.of(10), classNames.length)).toThrow(
      RangeError,
    );
  });

  it('adds up, for any predictions', () => {
    const example = fc.tuple(
      fc.array(fc.float({ min: 0, max: 1 }), { minLength: 10, maxLength: 10 }),
      fc.nat(9),
    );
    fc.assert(
      fc.property(fc.array(example, { minLength: 1, maxLength: 40 }), (examples) => {
        const probabilities = Float32Array.from(examples.flatMap(([values]) => values));
        const result = evaluatePredictions(
          probabilities,
          Uint16Array.from(examples, ([, label]) => label),
          classNames.length,
        );
        evaluationSchema.parse(result);
        const diagonal = result.confusion.reduce((sum, counts, index) => sum + (counts[index] ?? 0), 0);
        expect(diagonal).toBe(result.correct);
        expect(result.confusion.flat().reduce((a, b) => a + b)).toBe(examples.length);
        expect(result.perClass.reduce((sum, { support }) => sum + support, 0)).toBe(examples.length);
        const recalled = result.perClass.reduce((sum, { recall, support }) => sum + recall * support, 0);
        expect(recalled / examples.length).toBeCloseTo(result.accuracy);
        expect(result.interval[0]).toBeLessThanOrEqual(result.accuracy);
        expect(result.interval[1]).toBeGreaterThanOrEqual(result.accuracy);
      }),
      seeded,
    );
  });

  it('judges a nearest-mean classifier on the real test set', async () => {
    const { train, test } = await realDataset();
    const means = Array.from({ length: 10 }, () => new Float64Array(784));
    train.labels.forEach((label, index) => {
      const mean = means[label]!;
      for (let at = 0; at < 784; at++) mean[at]! += train.pictures.inMemory![index * 784 + at]! / 6000;
    });
    const probabilities = new Float32Array(test.labels.length * 10);
    for (let index = 0; index < test.labels.length; index++)
      means.forEach((mean, label) => {
        let distance = 0;
        for (let at = 0; at < 784; at++)
          distance += (mean[at]! - test.pictures.inMemory![index * 784 + at]!) ** 2;
        probabilities[index * 10 + label] = 1 / distance;
      });
    // Worked out apart, in Python.
    expect(evaluatePredictions(probabilities, test.labels, classNames.length).correct).toBe(6768);
  });
});

describe('wilsonInterval', () => {
  it('is that of the textbook, within 0 and 1', () => {
    // Worked out apart, in Python.
    const [low, high] = wilsonInterval(8700, 10_000);
    expect([low, high]).toEqual([expect.closeTo(0.863267, 5), expect.closeTo(0.87645, 5)]);
    expect(wilsonInterval(0, 10)).toEqual([0, expect.closeTo(0.277533, 5)]);
    expect(wilsonInterval(10, 10)).toEqual([expect.closeTo(0.722467, 5), 1]);
  });
});
