import { utilityProcess } from 'electron';
import type { ToTrainer } from '#shared/trainer-messages';
import type { Log } from '../log-file';

/** A running trainer, as its supervisor sees it. */
export interface TrainerChild {
  post(message: ToTrainer): void;
  kill(): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: (code: number) => void): void;
  /** What it prints. */
  onOutput(listener: (text: string) => void): void;
}

export type ForkTrainer = (env: Record<string, string>) => TrainerChild;

/** Starts trainers from `script`, each with this process's environment and `env` on top; what they print is logged. */
export function trainerForker(script: string, log: Log): ForkTrainer {
  return (env) => {
    const child = utilityProcess.fork(script, [], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      serviceName: 'Wardrobe trainer',
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8');
      stream?.on('data', (text: string) => log(`trainer: ${text}`));
    }
    return {
      post: (message) => child.postMessage(message),
      kill: () => {
        // `kill` asks politely, and a process deep in a TensorFlow call does not hear it.
        if (child.pid === undefined) child.kill();
        else process.kill(child.pid, 'SIGKILL');
      },
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => void child.on('exit', listener),
      onOutput: (listener) => {
        for (const stream of [child.stdout, child.stderr]) stream?.on('data', listener);
      },
    };
  };
}
