import { getDataset, type DatasetProgress } from '#core/data/fashion-mnist/get-dataset';
import { duration, megabytes } from './format';
import type { Terminal } from './terminal';

const verbs = {
  looking: 'Looking at',
  waiting: 'Waiting for',
  downloading: 'Downloading from',
  checking: 'Checking what came from',
  installing: 'Installing from',
} as const;

/** Gets the data set with its progress on stderr; Ctrl-C ends it. Gives its source. Throws as `getDataset` does. */
export async function fetchDataset(folder: string, terminal: Terminal, from?: string): Promise<string> {
  const abort = new AbortController();
  const unsubscribe = terminal.io.onInterrupt(() => abort.abort());
  let told = 0;
  try {
    const { source } = await getDataset({
      folder,
      from,
      signal: abort.signal,
      onProgress: (progress) => {
        for (const { source: failed, message } of progress.attempts.slice(told))
          terminal.note(`${failed}: ${message}`);
        told = progress.attempts.length;
        terminal.progress(progressText(progress));
      },
    });
    return source;
  } finally {
    unsubscribe();
    terminal.clearProgress();
  }
}

function progressText({ phase, source, file, doneBytes, totalBytes, secondsLeft }: DatasetProgress): string {
  const share = totalBytes > 0 ? `${megabytes(doneBytes)} of ${megabytes(totalBytes)}` : '';
  const left = secondsLeft === null ? '' : `${duration(secondsLeft)} left`;
  return [`${verbs[phase]} ${source}`, file, share, left].filter(Boolean).join(' · ');
}
