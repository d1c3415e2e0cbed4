import type { CoachFacts } from '#core/coach/coach-facts';
import type { Metrics } from '#core/domain/training-progress';
import { trainingPlanSchema } from '#core/model/training-plan';
import { fashionMnist, findPreset } from '../../fixtures/fashion-mnist';

export interface MadeUpEpoch {
  train: Metrics;
  validation: Metrics;
}

/** A run of the classic with a changed plan that has ended with these epochs, one training point each. */
export function madeUpFacts(change: object, epochs: readonly MadeUpEpoch[]): CoachFacts {
  return {
    plan: trainingPlanSchema.parse({ ...findPreset('classic')!.plan, epochs: epochs.length, ...change }),
    dataSet: fashionMnist,
    data: { trainPerClass: Array<number>(10).fill(5400), validationPictures: 6000, copies: null },
    curves: epochs.flatMap(({ train, validation }, index) => [
      { kind: 'train', position: index + 1, ...train },
      { kind: 'validation', position: index + 1, ...validation },
    ]),
    running: false,
    diverged: false,
    evaluation: null,
    said: [],
  };
}
