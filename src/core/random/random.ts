const mix = (value: number): number => {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
};

/** Folds any number of integers into one well-spread 32-bit integer (finaliser of MurmurHash3). */
export function hashIntegers(...parts: number[]): number {
  return parts.reduce((hash, part) => mix(mix(part) ^ Math.imul(hash, 0x9e3779b1)), 0x243f6a88);
}

/** A seeded source of uniform 32-bit integers (xoshiro128**, Blackman and Vigna 2018); the same on every machine. */
export class Random {
  readonly #state: Int32Array;

  /** Each list of integers gives its own, independent stream. */
  constructor(...seed: number[]) {
    const start = hashIntegers(...seed);
    this.#state = Int32Array.from({ length: 4 }, (_, i) => hashIntegers(start, i));
  }

  /** Uniform in 0 … 2³²−1. */
  integer(): number {
    const state = this.#state;
    const a = state[0]!;
    const b = state[1]!;
    const c = state[2]!;
    const d = state[3]!;
    const scrambled = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const third = c ^ a;
    const fourth = d ^ b;
    state[0] = a ^ fourth;
    state[1] = b ^ third;
    state[2] = third ^ (b << 9);
    state[3] = rotateLeft(fourth, 11);
    return scrambled;
  }

  /** Uniform in [0, 1). */
  fraction(): number {
    return this.integer() / 2 ** 32;
  }

  /** Uniform in 0 … limit−1, without the bias of a plain remainder. */
  below(limit: number): number {
    const usable = 2 ** 32 - (2 ** 32 % limit);
    let value = this.integer();
    while (value >= usable) value = this.integer();
    return value % limit;
  }
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

/** A shuffled copy of `indices`, decided by seed and epoch alone (Fisher–Yates). */
export function shuffledOrder(indices: Int32Array, seed: number, epoch: number): Int32Array {
  const order = indices.slice();
  const random = new Random(seed, epoch);
  for (let last = order.length - 1; last > 0; last--) {
    const other = random.below(last + 1);
    const kept = order[last]!;
    order[last] = order[other]!;
    order[other] = kept;
  }
  return order;
}
