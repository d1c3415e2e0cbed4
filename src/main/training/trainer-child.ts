import { utilityProcess } from 'electron';
import type { Child } from '#shared/supervisor';
import type { ToTrainer } from '#shared/trainer-messages';
import type { Log } from '../log-file';

export interface TrainerListeners {
  message(message: unknown): void;
  exit(code: number): void;
  /** What it prints. */
  output?(text: string): void;
}

export type ForkTrainer = (env: Record<string, string>, listeners: TrainerListeners) => Child<ToTrainer>;

/** Starts trainers from `script`, each with this process's environment and `env` on top; what they print is logged. */
export function trainerForker(script: string, log: Log): ForkTrainer {
  return (env, listeners) => {
    const child = utilityProcess.fork(script, [], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      serviceName: 'Wardrobe trainer',
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8');
      stream?.on('data', (text: string) => {
        log(`trainer: ${text}`);
        listeners.output?.(text);
      });
    }
    child.on('message', (message: unknown) => listeners.message(message));
    child.on('exit', (code) => listeners.exit(code));
    return {
      post: (message) => child.postMessage(message),
      kill: () => {
        // `kill` asks politely, and a process deep in a TensorFlow call does not hear it.
        if (child.pid === undefined) child.kill();
        else process.kill(child.pid, 'SIGKILL');
      },
    };
  };
}
