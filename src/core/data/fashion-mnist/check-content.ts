import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { WardrobeError } from '../../domain/errors';
import type { DataFile } from './fashion-mnist';

/** Bytes hashed before other work gets a turn: some 10 ms even without the processor's own SHA instructions. */
const sliceBytes = 4 << 20;

/**
 * Throws WardrobeError('checksum') unless `bytes` are those of `file`: MNIST's own files have the same names and sizes.
 * Lets other work run in between.
 */
export async function checkContent(bytes: Uint8Array, file: DataFile): Promise<void> {
  const hash = createHash('sha256');
  for (let start = 0; start < bytes.length; start += sliceBytes) {
    hash.update(bytes.subarray(start, start + sliceBytes));
    await setImmediate();
  }
  if (hash.digest('hex') === file.sha256) return;
  throw new WardrobeError(
    'checksum',
    `${file.name} is not Fashion-MNIST's, or was changed: its SHA-256 is not the published one.`,
    'Get the data set again: the wrong file is replaced.',
  );
}
