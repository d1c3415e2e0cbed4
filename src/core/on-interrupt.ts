import { constants } from 'node:os';

const interrupts = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
export type Interrupt = (typeof interrupts)[number];

/** One Ctrl-C comes from the terminal and again from each starter that passes it on, within so many ms. */
const echoWithin = 500;

/**
 * Calls `listener` at each Ctrl-C, polite kill or closed terminal instead of ending this process, once for all the ways
 * by which one of them arrives; returns what undoes it.
 */
export function onInterrupt(listener: (signal: Interrupt) => void): () => void {
  let heardAt = -Infinity;
  const hear = (signal: NodeJS.Signals): void => {
    const now = performance.now();
    if (now - heardAt < echoWithin) return;
    heardAt = now;
    listener(signal as Interrupt);
  };
  for (const signal of interrupts) process.on(signal, hear);
  return () => {
    for (const signal of interrupts) process.off(signal, hear);
  };
}

/** What a shell calls the exit code of a process that `signal` ended. */
export const interruptCode = (signal: Interrupt): number => 128 + constants.signals[signal];
