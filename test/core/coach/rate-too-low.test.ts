import { expect, test } from 'vitest';
import { coach } from '#core/coach/coach';
import { unknownReferences } from '#core/domain/data-set';
import { madeUpFacts } from './made-up-facts';
import { findPreset } from '../../fixtures/fashion-mnist';

const { layers, augmentation } = findPreset('outside')!.plan;

/** Pictures that are varied are harder than those of validation. */
const varied = (validationAccuracy: number, validationLoss = 0.5) =>
  coach(
    madeUpFacts(
      { layers, augmentation, learningRate: 0.0003 },
      [1.1, 0.85, 0.74, 0.67, 0.61].map((loss, index) => ({
        train: { loss, accuracy: 0.745 + 0.01 * index },
        validation: { loss: validationLoss * loss, accuracy: validationAccuracy - 0.01 * (4 - index) },
      })),
    ),
  ).map(({ kind }) => kind);

test('a low accuracy on varied pictures does not make a rate too low that takes validation far', () => {
  expect(varied(0.895)).not.toContain('rate-too-low');
  expect(varied(0.8)).toEqual(['rate-too-low']);
});

test('nor is one too low at which it overfits, however hard training is made', () => {
  expect(varied(0.8, 1.1)).not.toContain('rate-too-low');
});

test('where nothing is known of a set, only a model less than half-way from guessing to always right is told so', () => {
  const kinds = (top: number) => {
    const facts = madeUpFacts(
      { learningRate: 0.0003 },
      [1.6, 1.5, 1.42, 1.35, 1.29].map((loss, index) => ({
        train: { loss, accuracy: top - 0.01 * (4 - index) },
        validation: { loss, accuracy: top - 0.01 * (4 - index) },
      })),
    );
    return coach({ ...facts, dataSet: { ...facts.dataSet, references: unknownReferences } }).map(
      ({ kind }) => kind,
    );
  };
  expect(kinds(0.5)).toEqual(['rate-too-low']);
  expect(kinds(0.6)).not.toContain('rate-too-low');
});
