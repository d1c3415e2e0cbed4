import { WardrobeError } from '../../../domain/errors';
import { pictureBytes } from '../../../domain/data-set';
import type { FileSet } from '../files/file-set';
import { throwIfCancelled } from '../files/read-error';
import { streamError, unpackedStream } from '../files/unpacked-stream';
import type { IdxFile } from './idx-header';

/** Hands on the items of an IDX file, unpacked, piece by piece. Throws WardrobeError: 'corrupt' for another length than its header says. */
export async function copyIdx(
  files: FileSet,
  { file, name, header }: IdxFile,
  signal: AbortSignal | undefined,
  take: (piece: Uint8Array, at: number) => Promise<void> | void,
): Promise<void> {
  const expected = header.count * (header.holds === 'labels' ? 1 : pictureBytes(header.shape));
  let position = -header.headerBytes;
  try {
    for await (const chunk of await unpackedStream(files, file)) {
      throwIfCancelled(signal);
      const piece = chunk as Uint8Array;
      const skipped = Math.min(piece.length, Math.max(0, -position));
      const at = position + skipped;
      position += piece.length;
      if (position > expected) throw wrongLength(name, 'goes on after');
      if (skipped < piece.length) await take(piece.subarray(skipped), at);
    }
  } catch (error) {
    throw streamError(error, name);
  }
  if (position < expected) throw wrongLength(name, 'ends before');
}

const wrongLength = (name: string, how: string): WardrobeError =>
  new WardrobeError(
    'corrupt',
    `${name} is damaged: it ${how} the last item that its header speaks of.`,
    'Download it again.',
  );
