import { constants } from 'node:os';

const crashes = ['SIGSEGV', 'SIGABRT', 'SIGILL', 'SIGBUS', 'SIGFPE'] as const;

/**
 * A trainer's exit code in words. Where there are signals, Electron gives the number of the one that ended a utility
 * process as its code (9 for SIGKILL, not 137); the trainer itself ends with 0 or 1 only.
 * `child-process-gone` would not tell more: it comes after the exit, without a process id, and calls a lack of memory a crash, too.
 */
export function exitWords(code: number, platform: string = process.platform): string {
  if (platform !== 'win32') {
    if (code === constants.signals.SIGKILL) return 'ended from outside, often for lack of memory';
    const crash = crashes.find((name) => constants.signals[name] === code);
    if (crash) return `crashed, ${crash}`;
  }
  return `exit code ${code}`;
}
