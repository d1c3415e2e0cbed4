import type { Client } from '../client';

/** The bytes of some pictures of the preview, one after another, in as many answers as it takes; null: can't be read. */
export async function* readAll(
  imports: Pick<Client['imports'], 'read'>,
  indices: readonly number[],
): AsyncGenerator<Uint8Array | null> {
  for (let next = 0; next < indices.length;) {
    const { lengths, bytes } = await imports.read({ indices: indices.slice(next) });
    let at = 0;
    for (const length of lengths) {
      yield length === -1 ? null : bytes.slice(at, at + length);
      at += Math.max(0, length);
    }
    next += lengths.length;
    if (lengths.length === 0) return;
  }
}
