/** Ctrl-C during the set-up: ends what it started and says that nothing is lost. */
import { endRunningCommands } from './run-command.mjs';
import { say } from './say.mjs';

/** @type {NodeJS.Signals[]} */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Does `work`; an interruption meanwhile ends its programs and this one.
 * @template T
 * @param {() => Promise<T>} work
 */
export async function interruptible(work) {
  /** @param {NodeJS.Signals} signal */
  const stop = (signal) => {
    endRunningCommands();
    say.problem('Interrupted. What is finished is kept: start again to go on from there.');
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  for (const signal of signals) process.on(signal, stop);
  try {
    return await work();
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
}
