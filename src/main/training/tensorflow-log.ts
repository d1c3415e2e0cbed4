import { automatic } from '#core/domain/engine';
import { WardrobeError } from '#core/domain/errors';
import { gpuLogSettings } from '#core/tensorflow/library/no-gpu';
import { Supervisor } from '#shared/supervisor';
import type { ToTrainer } from '#shared/trainer-messages';
import type { ForkTrainer } from './trainer-child';

const limitMs = 90_000;
/** What it has found out is printed by the time it answers; the pipe may still hold some of it. */
const flushMs = 200;

/** What TensorFlow writes while it looks for a GPU, from a trainer that is started for this and ended. */
export async function readTensorflowLog(fork: ForkTrainer): Promise<string> {
  let text = '';
  const silent = new WardrobeError('timeout', 'TensorFlow did not finish looking for a GPU.');
  const supervisor = new Supervisor<ToTrainer, unknown>((events) =>
    fork(gpuLogSettings, {
      message: (message) => events.message(message),
      exit: () => events.exit(silent),
      output: (chunk) => (text += chunk),
    }),
  );
  await supervisor
    .ask<void>({
      message: { type: 'describe', choice: automatic },
      deadline: { ms: limitMs, reason: silent },
      hear: (_, { resolve }) => setTimeout(resolve, flushMs),
    })
    // What it printed before it died says the most.
    .catch(() => undefined);
  supervisor.end();
  return text;
}
