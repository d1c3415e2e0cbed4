import { bounds, trainingPlanSchema, type Optimizer, type TrainingPlan } from '#core/model/training-plan';
import { formatCount } from '../format/numbers';

/** The settings as they stand in the form: text, so that what is being typed is never lost. */
export interface PlanFields {
  epochs: string;
  batchSize: string;
  learningRate: string;
  optimizer: Optimizer['type'];
  momentum: string;
  seed: string;
}

export type NumberFieldName = Exclude<keyof PlanFields, 'optimizer'>;

interface NumberRule {
  label: string;
  min: number;
  max: number;
  whole: boolean;
  /** What it means and what its bounds are, in a line. */
  about: string;
}

const momentumBounds = { min: 0, max: 0.9999 };

export const numberRules: Record<NumberFieldName, NumberRule> = {
  epochs: {
    label: 'Epochs',
    ...bounds.epochs,
    whole: true,
    about: `Times it sees every training picture. ${bounds.epochs.min} to ${bounds.epochs.max}.`,
  },
  batchSize: {
    label: 'Batch size',
    ...bounds.batchSize,
    whole: true,
    about: `Pictures between two corrections. ${bounds.batchSize.min} to ${formatCount(bounds.batchSize.max)}.`,
  },
  learningRate: {
    label: 'Learning rate',
    ...bounds.learningRate,
    whole: false,
    about: 'How far each correction goes. 0.000001 to 10; 0.001 suits Adam, 0.01 SGD.',
  },
  momentum: {
    label: 'Momentum',
    ...momentumBounds,
    whole: false,
    about: 'How much of the last correction carries on. 0 to 0.9999; 0.9 is usual.',
  },
  seed: {
    label: 'Seed',
    ...bounds.seed,
    whole: true,
    about: `The same seed gives the same run. 0 to ${formatCount(bounds.seed.max)}.`,
  },
};

export type Parsed = { value: number; error?: undefined } | { value?: undefined; error: string };

/** Reads one number field; the error says what to type instead. */
export function parseNumberField(name: NumberFieldName, text: string): Parsed {
  const rule = numberRules[name];
  const typed = text.trim();
  if (typed === '') return { error: `Type a number from ${rule.min} to ${formatBound(rule.max)}.` };
  const value = numberIn(typed, rule.whole);
  if (!Number.isFinite(value)) return { error: `“${typed}” is not a number.` };
  if (rule.whole && !Number.isInteger(value)) return { error: 'It has to be a whole number.' };
  if (value < rule.min) return { error: `It has to be ${formatBound(rule.min)} or more.` };
  if (value > rule.max) return { error: `It has to be ${formatBound(rule.max)} or less.` };
  return { value };
}

/** "1,024" is a thousand and some where only whole numbers go; else a comma is a decimal point. NaN for what is none. */
function numberIn(typed: string, whole: boolean): number {
  if (whole && /^[+-]?\d{1,3}(,\d{3})+$/.test(typed)) return Number(typed.replaceAll(',', ''));
  return /^[+-]?[\d.,]+(e[+-]?\d+)?$/i.test(typed) ? Number(typed.replace(',', '.')) : NaN;
}

function formatBound(value: number): string {
  return Number.isInteger(value)
    ? formatCount(value)
    : value.toLocaleString('en-GB', { maximumFractionDigits: 6 });
}

export function fieldsOf(plan: TrainingPlan): PlanFields {
  return {
    epochs: String(plan.epochs),
    batchSize: String(plan.batchSize),
    learningRate: String(plan.learningRate),
    optimizer: plan.optimizer.type,
    momentum: String(plan.optimizer.type === 'sgd' ? plan.optimizer.momentum : 0.9),
    seed: String(plan.seed),
  };
}

/** Why each field can't be used; fields that can are absent. Momentum counts for SGD only. */
export function fieldErrors(fields: PlanFields): Partial<Record<NumberFieldName, string>> {
  const errors: Partial<Record<NumberFieldName, string>> = {};
  for (const name of Object.keys(numberRules) as NumberFieldName[]) {
    if (name === 'momentum' && fields.optimizer !== 'sgd') continue;
    const { error } = parseNumberField(name, fields[name]);
    if (error !== undefined) errors[name] = error;
  }
  return errors;
}

/** `base` with the form's settings, or null while a field can't be used. */
export function planWith(base: TrainingPlan, fields: PlanFields): TrainingPlan | null {
  if (Object.keys(fieldErrors(fields)).length > 0) return null;
  const value = (name: NumberFieldName) => parseNumberField(name, fields[name]).value;
  return trainingPlanSchema.parse({
    ...base,
    epochs: value('epochs'),
    batchSize: value('batchSize'),
    learningRate: value('learningRate'),
    seed: value('seed'),
    optimizer: optimizerWith(base.optimizer, fields.optimizer, value('momentum')),
  });
}

/** What the form does not show of an optimizer is kept as long as its type stays. */
function optimizerWith(base: Optimizer, type: Optimizer['type'], momentum: number | undefined): unknown {
  const kept = base.type === type ? base : { type };
  return type === 'sgd' ? { ...kept, momentum } : kept;
}
