import { randomInt } from 'node:crypto';
import { WardrobeError } from '../../domain/errors';
import { runIdPattern } from '../../domain/run-name';

export function isRunId(text: string): boolean {
  return runIdPattern.test(text);
}

/** Refuses with WardrobeError('bad-input') what can't be the name of a run's folder: "../x", "C:", "". */
export function checkRunId(id: string): void {
  if (!isRunId(id))
    throw new WardrobeError(
      'bad-input',
      `"${id.slice(0, 80)}" is not a run id.`,
      'Take an id from the list of runs.',
    );
}

/** A new id that sorts by time and can be read: "20260828-143005-classic-k3f9" (UTC). */
export function newRunId(now: Date, preset: string): string {
  const [date = '', time = ''] = now.toISOString().replace(/[-:]/g, '').split(/[T.]/);
  const name = preset
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  const suffix = randomInt(36 ** 4)
    .toString(36)
    .padStart(4, '0');
  return [date, time, name, suffix].filter(Boolean).join('-');
}
