import type { FitFile } from '#core/data/import/import-source';
import { fitPicture } from '#core/image/fit-picture';
import { readHeader } from '#core/image/read-header';
import { decodeFile } from './decode-picture';

/** How much larger than the set's a picture is decoded: shrinking the rest of the way averages over what is left. */
const spare = 2;

/** A picture file as bytes of a set's shape. Large photos are decoded at a fraction of their size. */
export const fitFile: FitFile = async (file, { shape, preparation }) => {
  const { width, height } = readHeader(file);
  const side = Math.max(shape.width, shape.height);
  const factor = side / (preparation === 'middle' ? Math.min(width, height) : Math.max(width, height));
  const longestEdge = Math.ceil(Math.max(width, height) * Math.min(1, factor * spare));
  return fitPicture(await decodeFile(file, longestEdge), shape, preparation);
};
