import { expect, test } from 'vitest';
import { slowKernelGradients } from '#core/tensorflow/graph-engine/slow-kernel-gradients';

const processor = (...features: string[]): string =>
  `processor\t: 0\nmodel name\t: Some\nflags\t\t: fpu sse2 ${features.join(' ')}\nbugs\t\t: avx512f\n`;

test('kernel gradients are slow with AVX2, and not where there is more or less', () => {
  expect(slowKernelGradients(processor('avx', 'avx2'))).toBe(true);
  expect(slowKernelGradients(processor('avx', 'avx2', 'avx512f', 'avx512vl'))).toBe(false);
  expect(slowKernelGradients(processor('avx'))).toBe(false);
  expect(slowKernelGradients('Features\t: fp asimd\n')).toBe(false);
  expect(slowKernelGradients('')).toBe(false);
});
