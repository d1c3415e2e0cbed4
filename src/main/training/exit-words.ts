import { constants } from 'node:os';

/** An exit code in words: shells and Electron tell a signal as 128 + its number, or as the number itself. */
export function exitWords(code: number): string {
  const signal = code > 128 && code < 160 ? code - 128 : code;
  const name = Object.entries(constants.signals).find(([, number]) => number === signal)?.[0];
  if (name === 'SIGKILL') return 'ended from outside, often for lack of memory';
  if (name && ['SIGSEGV', 'SIGABRT', 'SIGILL', 'SIGBUS', 'SIGFPE'].includes(name)) return `crashed, ${name}`;
  return `exit code ${code}`;
}
