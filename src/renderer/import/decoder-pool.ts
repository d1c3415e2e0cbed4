import type { Decoder } from './decoder';

/** Workers that decode: one core is left to the window and to main. */
export const decoderCount = (cores: number): number => Math.max(1, Math.min(4, cores - 1));

/** Several decoders; each task goes to the next one that is free, in call order. */
export class DecoderPool {
  readonly #free: Decoder[];
  readonly #all: readonly Decoder[];
  #waiting: ((decoder: Decoder) => void)[] = [];

  constructor(decoders: readonly Decoder[]) {
    this.#all = decoders;
    this.#free = [...decoders];
  }

  get size(): number {
    return this.#all.length;
  }

  async use<T>(task: (decoder: Decoder) => Promise<T>): Promise<T> {
    const decoder =
      this.#free.pop() ?? (await new Promise<Decoder>((resolve) => this.#waiting.push(resolve)));
    try {
      return await task(decoder);
    } finally {
      const next = this.#waiting.shift();
      if (next) next(decoder);
      else this.#free.push(decoder);
    }
  }

  /** Ends the workers; they start again when they are asked something. */
  end(): void {
    for (const decoder of this.#all) decoder.end();
  }
}
