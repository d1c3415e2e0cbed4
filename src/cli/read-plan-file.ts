import { readFile } from 'node:fs/promises';
import type { ModelTask } from '#core/domain/data-set';
import { WardrobeError } from '#core/domain/errors';
import { errorCode } from '#core/files/disk-error';
import { parsePlan } from '#core/model/parse-plan';
import type { TrainingPlan } from '#core/model/training-plan';

/** The plan in a JSON file. Throws WardrobeError: 'not-found' or 'disk' when it can't be read, and as `parsePlan`. */
export async function readPlanFile(file: string, task: ModelTask): Promise<TrainingPlan> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const missing = errorCode(error) === 'ENOENT';
    throw new WardrobeError(
      missing ? 'not-found' : 'disk',
      missing ? `There is no file ${file}.` : `${file} can't be read: ${(error as Error).message}`,
      'Write a plan there: the Model step shows it as text, and wardrobe presets --json has those of the presets.',
      { cause: error },
    );
  }
  return parsePlan(text, task);
}
