import { appendFile, rename, stat } from 'node:fs/promises';

/** Tells a line to the log; never throws and never waits. */
export type Log = (line: string) => void;

/** Lines waiting to be written beyond which new ones are dropped: a log must not eat the memory of what it logs. */
const maxWaiting = 1000;

/**
 * A log in `file`, one dated line an entry. Once it passes `maxBytes` it becomes `file` + '.old', in place of the one
 * before. A full disk costs lines, nothing else.
 */
export function openLogFile(file: string, maxBytes = 1_000_000): Log & { flushed: () => Promise<void> } {
  let waiting: string[] = [];
  let writing: Promise<void> | undefined;

  const write = async () => {
    while (waiting.length > 0) {
      const lines = waiting.join('');
      waiting = [];
      try {
        if ((await sizeOf(file)) > maxBytes) await rename(file, `${file}.old`);
        await appendFile(file, lines, { mode: 0o600 });
      } catch {
        // There is no better place to say it.
      }
    }
    writing = undefined;
  };

  const log = (line: string) => {
    if (waiting.length >= maxWaiting) return;
    waiting.push(`${new Date().toISOString()} ${line.trimEnd()}\n`);
    writing ??= write();
  };
  return Object.assign(log, { flushed: () => writing ?? Promise.resolve() });
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch {
    return 0;
  }
}
