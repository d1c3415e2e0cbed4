import type { Client } from '../client';
import type { DecoderPool } from './decoder-pool';

/** Lots in work at once for each worker: while one is decoded the next is on its way. */
const lotsPerWorker = 2;

/**
 * Decodes what main hands out and brings it back, until nothing is left. A lot more than the workers can use is under way at most, so
 * memory stays bounded however many pictures there are. Rejects as main does.
 */
export async function takePictures(
  imports: Pick<Client['imports'], 'next' | 'take'>,
  decoders: DecoderPool,
): Promise<void> {
  const work = async (): Promise<void> => {
    for (let lot = await imports.next(); lot; lot = await imports.next()) {
      const { lengths, bytes, shape, preparation, indices } = lot;
      const { pixels, refused, turned } = await decoders.use((decoder) =>
        decoder.fit({ lengths, bytes }, { shape, preparation }),
      );
      await imports.take({
        lot: lot.lot,
        pixels,
        turned,
        refused: refused.map(({ position, error: { kind, message } }) => ({
          index: indices[position]!,
          reason: kind,
          message,
        })),
      });
    }
  };
  await Promise.all(Array.from({ length: lotsPerWorker * decoders.size }, work));
}
