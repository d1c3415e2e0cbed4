import { readdir } from 'node:fs/promises';
import { errorCode } from '../../files/disk-error';

const pattern = /^checkpoint-(\d{1,15})\.bin$/;

/** The name of the checkpoint after `step` steps of the whole run. */
export const checkpointName = (step: number): string => `checkpoint-${step}.bin`;

/** Steps of the checkpoints in a run's folder, newest first; none when the folder can't be read. */
export async function checkpointSteps(folder: string): Promise<number[]> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    if (errorCode(error)) return [];
    throw error;
  }
  return names
    .flatMap((name) => pattern.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => b - a);
}
