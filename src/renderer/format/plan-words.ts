import type { DataSet } from '#core/domain/data-set';
import { stepsPerEpoch, trainingPictures } from '#core/model/run-size';
import type { Optimizer, TrainingPlan } from '#core/model/training-plan';
import { formatCount, formatNoun, noBreak } from './numbers';

export const optimizerNames: Record<Optimizer['type'], string> = { adam: 'Adam', adamw: 'AdamW', sgd: 'SGD' };

/** What the settings come to, in a sentence. */
export function planSentence(plan: TrainingPlan, dataSet: Pick<DataSet, 'parts'>): string {
  const steps = stepsPerEpoch(plan, dataSet);
  const times = plan.epochs === 1 ? 'once' : `${formatCount(plan.epochs)} times`;
  return (
    `It sees ${formatCount(trainingPictures(plan, dataSet))} pictures ${times}, ${formatCount(plan.batchSize)} at a time, and ` +
    `corrects itself after each batch: ${formatNoun(steps, 'step')} an epoch, ${formatCount(steps * plan.epochs)} in all.`
  );
}

/** "5 epochs · batch 32 · Adam 0.001 · seed 1". */
export function settingsInShort(plan: TrainingPlan): string {
  const { optimizer } = plan;
  const momentum =
    optimizer.type === 'sgd' && optimizer.momentum > 0 ? `, momentum ${optimizer.momentum}` : '';
  return [
    formatNoun(plan.epochs, 'epoch'),
    `batch${noBreak}${formatCount(plan.batchSize)}`,
    `${optimizerNames[optimizer.type]}${noBreak}${plan.learningRate}${momentum}`,
    `seed${noBreak}${plan.seed}`,
  ].join(' · ');
}
