import { pictureBytes, type PictureShape } from '../../../domain/data-set';
import type { ScratchFile } from '../files/scratch-file';
import type { ImportKind, ImportSource, Refused, SourcePicture } from '../import-types';
import { proposeName } from '../proposal/propose-name';
import { proposeSide } from '../proposal/propose-shape';

/** Pictures of one file that were copied, one after the other, into a scratch file. */
export interface CopiedPictures {
  pictures: readonly SourcePicture[];
  scratch: ScratchFile;
  /** Brings the bytes of a picture into the order and range of a set's. */
  convert(bytes: Uint8Array): Uint8Array;
}

export interface PixelSource {
  kind: Extract<ImportKind, 'idx' | 'csv'>;
  origin: string;
  classes: readonly string[];
  shape: PictureShape;
  copies: readonly CopiedPictures[];
  refused: readonly Refused[];
  notes: readonly string[];
  /** Closes what the pictures were copied from. */
  close(): Promise<void>;
}

/** A source whose pictures lie in scratch files as pixels of one shape. */
export function pixelSource(source: PixelSource): ImportSource {
  const { kind, origin, classes, shape, copies, refused, notes } = source;
  const bytes = pictureBytes(shape);
  const pictures = copies.flatMap((copy) => copy.pictures);
  return {
    kind,
    origin,
    classes,
    pictures,
    refused,
    notes,
    proposal: {
      name: proposeName(origin),
      shape: { ...proposeSide([shape]), channels: shape.channels },
      preparation: 'whole',
      testFraction: pictures.some(({ part }) => part === 'test') ? 0 : 0.2,
    },
    pixelShape: shape,
    read: async (index) => {
      let position = index;
      for (const copy of copies) {
        if (position < copy.pictures.length)
          return copy.convert(await copy.scratch.read(position * bytes, bytes));
        position -= copy.pictures.length;
      }
      throw new RangeError(`There is no picture ${index}.`);
    },
    close: async () => {
      await Promise.all(copies.map(({ scratch }) => scratch.close()));
      await source.close();
    },
  };
}
