import { gpuLogSettings } from '#core/tensorflow/library/no-gpu';
import { automatic } from '#core/domain/engine';
import type { ForkTrainer } from './trainer-child';

const limitMs = 90_000;

/** What TensorFlow writes while it looks for a GPU, from a trainer that is started for this and ended. */
export function readTensorflowLog(fork: ForkTrainer): Promise<string> {
  return new Promise((resolve) => {
    const child = fork(gpuLogSettings);
    let text = '';
    const end = (): void => {
      clearTimeout(timer);
      child.kill();
      resolve(text);
    };
    const timer = setTimeout(end, limitMs);
    child.onOutput((chunk) => (text += chunk));
    // What it has found out is printed by now; the pipe may still hold some of it.
    child.onMessage(() => setTimeout(end, 200));
    child.onExit(end);
    child.post({ type: 'describe', choice: automatic });
  });
}
