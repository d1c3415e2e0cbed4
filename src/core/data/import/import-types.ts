import type { PictureShape, Preparation } from '../../domain/data-set';
import type { Part } from '../library/library-types';

export const importKinds = ['folder', 'zip', 'idx', 'csv', 'webcam'] as const;
export type ImportKind = (typeof importKinds)[number];

/** A file or picture that can't be used, and why, in words that say what to do. */
export interface Refused {
  name: string;
  /** As `WardrobeError.kind`: 'corrupt', 'unsupported', 'too-large', 'not-a-picture', … */
  reason: string;
  message: string;
}

/** A picture of a source, before it is read. */
export interface SourcePicture {
  /** Relative to the source. */
  name: string;
  label: number;
  /** Null where the source has no parts. */
  part: Part | null;
}

/** What is proposed for a set from a source; the user may change it. */
export interface ImportProposal {
  name: string;
  shape: PictureShape;
  preparation: Exclude<Preparation, 'product-photo'>;
  /** Of each class; 0 where the source has a test part. */
  testFraction: number;
}

/**
 * What was found. Pictures are read one by one: encoded (a file's bytes, for a decoder) or, from IDX and CSV, as pixels of the proposed shape.
 */
export interface ImportSource {
  kind: ImportKind;
  /** What was named: a path. */
  origin: string;
  classes: readonly string[];
  pictures: readonly SourcePicture[];
  /** Files that are seen to be no use before a picture is decoded. */
  refused: readonly Refused[];
  /** What was decided on the way, in sentences: validation pictures that join the training part, pictures that were turned. */
  notes: readonly string[];
  proposal: ImportProposal;
  /** Known shape of pictures that come as pixels; null: they are encoded, each of its own size. */
  pixelShape: PictureShape | null;
  /** The bytes of one picture. Throws WardrobeError. */
  read(index: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** What the user decided. */
export interface ImportOptions extends ImportProposal {
  seed: number;
}

/** How a finished import went. */
export interface ImportResult {
  id: string;
  version: string;
  classes: readonly string[];
  shape: PictureShape;
  train: number;
  test: number;
  refused: readonly Refused[];
  /** Pictures that stand in the set already, byte for byte, and were left out. */
  exactDuplicates: number;
  /** Groups of pictures that nearly look the same. */
  nearDuplicates: number;
  /** Groups of pictures that are the same byte for byte and stand in different classes: they are kept. */
  contradictions: number;
}
