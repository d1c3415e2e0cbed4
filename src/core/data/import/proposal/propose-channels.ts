import { WardrobeError } from '../../../domain/errors';
import type { RgbaPicture } from '../../../image/rgba-picture';
import { throwIfCancelled } from '../files/read-error';
import type { ImportProposal, ImportSource } from '../import-types';
import { spread } from './propose-shape';

const sampledPictures = 24;
/** A grey JPEG may come back with colours that differ by so much. */
const greyTolerance = 6;

/**
 * The source's proposal, in grey where every picture of a sample is grey throughout. Pictures that can't be decoded are passed over: they are
 * refused when they are taken. `decode` gets a file's bytes. Throws WardrobeError('cancelled').
 */
export async function proposeChannels(
  source: ImportSource,
  decode: (file: Uint8Array) => Promise<RgbaPicture>,
  signal?: AbortSignal,
): Promise<ImportProposal> {
  const { proposal } = source;
  if (source.pixelShape !== null) return proposal;
  let greys = 0;
  for (const index of spread(source.pictures.length, sampledPictures)) {
    throwIfCancelled(signal);
    try {
      if (!isGrey(await decode(await source.read(index)))) return proposal;
      greys += 1;
    } catch (error) {
      if (!(error instanceof WardrobeError)) throw error;
    }
  }
  return greys === 0 ? proposal : { ...proposal, shape: { ...proposal.shape, channels: 1 } };
}

/** Whether no pixel that can be seen has a colour. */
export function isGrey({ rgba }: RgbaPicture): boolean {
  for (let at = 0; at < rgba.length; at += 4) {
    if (rgba[at + 3] === 0) continue;
    const [red, green, blue] = [rgba[at]!, rgba[at + 1]!, rgba[at + 2]!];
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > greyTolerance) return false;
  }
  return true;
}
