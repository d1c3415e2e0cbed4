import type { DatasetState } from '#shared/contracts/dataset';
import { formatClock } from '../../format/durations';
import { formatBytes } from '../../format/numbers';

export type WorkingDataset = Extract<DatasetState, { status: 'working' }>;

/** What is being done now, and with what source. */
export function workingTitle({ phase, source }: WorkingDataset): string {
  switch (phase) {
    case 'looking':
      return source ? `Looking in ${source}` : 'Looking for the files';
    case 'waiting':
      return `Waiting for ${source}`;
    case 'downloading':
      return `Downloading from ${source}`;
    case 'checking':
      return 'Checking that every byte is right';
    case 'installing':
      return 'Putting the files in place';
  }
}

/** "12.4 MB of 30.9 MB, 0:08 left", as far as it is known. */
export function progressWords({ doneBytes, totalBytes, secondsLeft }: WorkingDataset): string {
  if (doneBytes === 0 && totalBytes === 0) return '';
  const done =
    totalBytes > 0 ? `${formatBytes(doneBytes)} of ${formatBytes(totalBytes)}` : formatBytes(doneBytes);
  return secondsLeft === null ? done : `${done}, ${formatClock(secondsLeft)} left`;
}
