import type { EngineDescription } from '#core/domain/engine';
import type { FromTrainer, ToTrainer } from '#shared/trainer-messages';
import type { ForkTrainer, TrainerChild } from '../../src/main/training/trainer-child';

export const someEngine: EngineDescription = {
  id: 'tensorflow-cpu',
  library: 'TensorFlow 2.21.0',
  device: 'CPU',
  detail: 'a fake',
};

/** A trainer process in memory: what main says is kept, and the test says what it answers and when it dies. */
export class FakeTrainer implements TrainerChild {
  readonly heard: ToTrainer[] = [];
  killed = false;
  #messages: ((message: unknown) => void)[] = [];
  #exits: ((code: number) => void)[] = [];
  #outputs: ((text: string) => void)[] = [];

  constructor(readonly env: Record<string, string>) {}

  post(message: ToTrainer): void {
    this.heard.push(message);
  }

  kill(): void {
    if (this.killed) return;
    this.killed = true;
    queueMicrotask(() => this.exit(9));
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#messages.push(listener);
  }

  onExit(listener: (code: number) => void): void {
    this.#exits.push(listener);
  }

  onOutput(listener: (text: string) => void): void {
    this.#outputs.push(listener);
  }

  print(text: string): void {
    this.#outputs.forEach((listener) => listener(text));
  }

  say(message: FromTrainer): void {
    this.sayRaw(message);
  }

  sayRaw(message: unknown): void {
    this.#messages.forEach((listener) => listener(message));
  }

  exit(code: number): void {
    this.#exits.splice(0).forEach((listener) => listener(code));
  }
}

/** Forks fakes and keeps them, newest last. */
export function fakeForker(): { fork: ForkTrainer; forked: FakeTrainer[]; newest(): FakeTrainer } {
  const forked: FakeTrainer[] = [];
  return {
    forked,
    fork: (env) => {
      const trainer = new FakeTrainer(env);
      forked.push(trainer);
      return trainer;
    },
    newest: () => forked.at(-1)!,
  };
}
