import { readFileSync } from 'node:fs';

/** Where Linux describes the processor. */
const processorFile = '/proc/cpuinfo';

/**
 * Whether oneDNN computes the gradient of a convolution's kernel at a fraction of the processor's speed: with AVX2 it does
 * (measured: half of its other convolutions), with AVX-512 it has other code for it. Not known, and so false, anywhere but on
 * Linux.
 */
export function slowKernelGradients(description = processorDescription()): boolean {
  const features = new Set(/^flags\s*:(.*)$/m.exec(description)?.[1]?.trim().split(/\s+/));
  return features.has('avx2') && !features.has('avx512f');
}

function processorDescription(): string {
  try {
    return readFileSync(processorFile, 'utf8');
  } catch {
    return '';
  }
}
