import { classNames, trainCount } from '#core/dataset/fashion-mnist';
import type { Optimizer, TrainingPlan } from '#core/model/training-plan';
import { formatCount, formatNoun, noBreak } from './numbers';

export const optimizerNames: Record<Optimizer['type'], string> = { adam: 'Adam', adamw: 'AdamW', sgd: 'SGD' };

const perClass = trainCount / classNames.length;

/** Pictures that are trained on; the rest of the training set is kept for validation, class by class. */
export function trainingPictures({ validationFraction }: Pick<TrainingPlan, 'validationFraction'>): number {
  return classNames.length * (perClass - Math.round(perClass * validationFraction));
}

export function stepsPerEpoch(plan: TrainingPlan): number {
  return Math.ceil(trainingPictures(plan) / plan.batchSize);
}

/** What the settings come to, in a sentence. */
export function planSentence(plan: TrainingPlan): string {
  const steps = stepsPerEpoch(plan);
  const times = plan.epochs === 1 ? 'once' : `${formatCount(plan.epochs)} times`;
  return (
    `It sees ${formatCount(trainingPictures(plan))} pictures ${times}, ${formatCount(plan.batchSize)} at a time, and ` +
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
