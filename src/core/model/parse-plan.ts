import type { z } from 'zod';
import type { ModelTask } from '../domain/data-set';
import { WardrobeError } from '../domain/errors';
import { checkPlan } from './shapes';
import { trainingPlanSchema, type TrainingPlan } from './training-plan';

/** More problems than this at once help no one. */
const mostTold = 5;

/**
 * A plan from its JSON text. Throws WardrobeError: 'bad-input' when it is no JSON or no plan, with the place of each problem ("layers[2].filters");
 * as `checkPlan` when its layers don't fit together.
 */
export function parsePlan(text: string, task: ModelTask): TrainingPlan {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new WardrobeError('bad-input', `It is not JSON: ${why}.`, 'Copy the whole text of a plan.');
  }
  const { data, error } = trainingPlanSchema.safeParse(raw);
  if (!data) throw notAPlan(error.issues);
  checkPlan(data, task);
  return data;
}

function notAPlan(issues: readonly z.core.$ZodIssue[]): WardrobeError {
  const told = issues.slice(0, mostTold).map((issue) => `${place(issue.path)} ${reason(issue)}.`);
  const left = issues.length - told.length;
  return new WardrobeError(
    'bad-input',
    'It is not a plan that can be used.',
    [...told, ...(left > 0 ? [`And ${left} more.`] : [])].join(' '),
  );
}

/** ["layers", 2, "filters"] → "layers[2].filters". */
function place(path: readonly PropertyKey[]): string {
  const words = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return words.replace(/^\./, '') || 'The plan';
}

function reason(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.endsWith('received undefined')
        ? 'is missing'
        : `has to be of type ${issue.expected}`;
    case 'too_small':
      return `has to be at least ${issue.minimum}`;
    case 'too_big':
      return `has to be at most ${issue.maximum}`;
    case 'invalid_value':
      return `has to be one of ${issue.values.map(String).join(', ')}`;
    case 'unrecognized_keys':
      return `has something unknown: ${issue.keys.join(', ')}`;
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_key':
    case 'invalid_union':
    case 'not_multiple_of':
      return `can't be used: ${issue.message}`;
  }
}
