import type { EngineDescription } from '#core/domain/engine';
import type { Child } from '#shared/supervisor';
import type { FromTrainer, ToTrainer } from '#shared/trainer-messages';
import type { ForkTrainer, TrainerListeners } from '../../src/main/training/trainer-child';

export const someEngine: EngineDescription = {
  id: 'tensorflow-cpu',
  library: 'TensorFlow 2.21.0',
  device: 'CPU',
  detail: 'a fake',
};

/** A trainer process in memory: what main says is kept, and the test says what it answers and when it dies. */
export class FakeTrainer implements Child<ToTrainer> {
  readonly heard: ToTrainer[] = [];
  killed = false;
  #gone = false;

  constructor(
    readonly env: Record<string, string>,
    readonly listeners: TrainerListeners,
  ) {}

  post(message: ToTrainer): void {
    this.heard.push(message);
  }

  kill(): void {
    if (this.killed) return;
    this.killed = true;
    queueMicrotask(() => this.exit(9));
  }

  print(text: string): void {
    this.listeners.output?.(text);
  }

  say(message: FromTrainer): void {
    this.sayRaw(message);
  }

  sayRaw(message: unknown): void {
    this.listeners.message(message);
  }

  exit(code: number): void {
    if (this.#gone) return;
    this.#gone = true;
    this.listeners.exit(code);
  }
}

/** Forks fakes and keeps them, newest last. */
export function fakeForker(): { fork: ForkTrainer; forked: FakeTrainer[]; newest(): FakeTrainer } {
  const forked: FakeTrainer[] = [];
  return {
    forked,
    fork: (env, listeners) => {
      const trainer = new FakeTrainer(env, listeners);
      forked.push(trainer);
      return trainer;
    },
    newest: () => forked.at(-1)!,
  };
}
