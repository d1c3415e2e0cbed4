import { expect, test } from 'vitest';
import { signed, unsigned, wasmFunction } from '#core/wasm/assembler';
import { f32, i32 } from '#core/wasm/instructions';
import { openFunction } from './wasm-bench';

/** As WebAssembly reads it. */
function readLeb(bytes: number[], isSigned: boolean): number {
  let value = 0n;
  bytes.forEach((byte, index) => (value |= BigInt(byte & 0x7f) << BigInt(7 * index)));
  return Number(isSigned ? BigInt.asIntN(Math.min(7 * bytes.length, 64), value) : value);
}

test.each([0, 1, 63, 64, 127, 128, 300, 65_535, 2 ** 31 - 1])('%i in LEB128', (value) => {
  expect(readLeb(unsigned(value), false)).toBe(value);
  expect(readLeb(signed(value), true)).toBe(value);
  expect(readLeb(signed(-value), true)).toBe(-value + 0);
  expect(
    unsigned(value)
      .slice(0, -1)
      .every((byte) => byte >= 0x80),
  ).toBe(true);
});

test('a constant as large as an address, and parameters by their order', () => {
  const far = 1_000_000;
  const write = wasmFunction('write', { to: 'i32', value: 'f32' }, ({ to, value }) =>
    f32.store(i32.sub(i32.add(to.get, i32.const(far)), i32.const(far)), value.get),
  );
  const { place, run, read } = openFunction(write);
  const at = place(Float32Array.of(1, 2));
  run(at + 4, 0.5);
  expect(read(at, 2)).toEqual(Float32Array.of(1, 0.5));
});
