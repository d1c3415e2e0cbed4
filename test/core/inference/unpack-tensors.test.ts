import { expect, it } from 'vitest';
import { unpackTensors } from '#core/inference/unpack-tensors';
import { verdictOf } from '#core/inference/verdict';

const listing = [
  { name: '0.kernel', shape: [2, 1] },
  { name: '0.bias', shape: [1] },
];

it('unpacks little-endian floats wherever they lie in their buffer', () => {
  const bytes = new Uint8Array(3 + 12);
  const view = new DataView(bytes.buffer, 3);
  [1.5, -2, 0.25].forEach((value, i) => view.setFloat32(i * 4, value, true));
  expect(unpackTensors(listing, bytes.subarray(3))).toEqual([
    { name: '0.kernel', shape: [2, 1], values: Float32Array.of(1.5, -2) },
    { name: '0.bias', shape: [1], values: Float32Array.of(0.25) },
  ]);
});

it('refuses more or fewer bytes than are listed', () => {
  for (const length of [0, 11, 13, 16])
    expect(() => unpackTensors(listing, new Uint8Array(length))).toThrow(/not what/);
});

it('is unsure below a half', () => {
  const probabilities = (best: number) =>
    Float32Array.from({ length: 10 }, (_, i) => (i === 4 ? best : (1 - best) / 9));
  expect(verdictOf(probabilities(0.5))).toEqual({ classIndex: 4, probability: 0.5, unsure: false });
  expect(verdictOf(probabilities(0.49)).unsure).toBe(true);
  expect(verdictOf(new Float32Array(10).fill(NaN)).unsure).toBe(true);
});
