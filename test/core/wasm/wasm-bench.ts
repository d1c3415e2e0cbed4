import type { WasmFunction } from '#core/wasm/assembler';
import { instantiate } from '#core/wasm/instantiate';
import { Random } from '#core/random/random';

declare const WebAssembly: { Memory: new (pages: { initial: number }) => { buffer: ArrayBuffer } };

/** Floats between −1 and 1. */
export function randomFloats(count: number, seed: number): Float32Array {
  const random = new Random(seed);
  return Float32Array.from({ length: count }, () => random.fraction() * 2 - 1);
}

/** One function in a separate memory: `place` puts floats one after another and returns their address. */
export function openFunction<Name extends string>(wasmFunction: WasmFunction<Name>) {
  const memory = new WebAssembly.Memory({ initial: 64 });
  const floats = new Float32Array(memory.buffer);
  const guard = 1234.5;
  floats.fill(guard);
  let used = 4;
  return {
    run: instantiate([wasmFunction], memory)[wasmFunction.name],
    place(values: Float32Array): number {
      const at = used;
      floats.set(values, at);
      used = at + values.length + 1;
      return at * 4;
    },
    read: (address: number, count: number): Float32Array => floats.slice(address / 4, address / 4 + count),
    /** Whether the float after `count` floats at `address` is as it was: nothing was written too far. */
    isGuarded: (address: number, count: number): boolean => floats[address / 4 + count] === guard,
  };
}
