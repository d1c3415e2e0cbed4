import type { DataSet, PictureShape, Preparation } from '../../domain/data-set';

export type Part = 'train' | 'test';

/** A data set of the library, as a list shows it. */
export interface LibraryEntry {
  dataSet: DataSet;
  /** Null for one that is not on this computer yet (Fashion-MNIST before it is fetched). */
  folder: string | null;
  bytes: number;
  createdAt: string | null;
  /** Every version there is, oldest first, with what made it. */
  versions: readonly { version: string; createdAt: string; change: string }[];
}

/** A folder of the library that can't be read, with the reason in words. */
export interface UnreadableSet {
  id: string;
  folder: string;
  message: string;
}

/** What a set that is being made is. */
export interface NewDataSet {
  name: string;
  shape: PictureShape;
  preparation: Exclude<Preparation, 'product-photo'>;
  provenance: string;
  licence: string | null;
}

/** A picture on its way into a set; `pixels` are the bytes of the set's shape. */
export interface NewPicture {
  name: string;
  label: number;
  /** Null: the split decides. */
  part: Part | null;
  pixels: Uint8Array;
}

/**
 * A change to a set; each makes a new version, but to go back is to choose an older one again. Positions are those of the version that it is made to, in its training or test part.
 * Classes that are merged or left out close up: the labels above them move down.
 */
export type DataSetChange =
  | { kind: 'rename'; name: string }
  | { kind: 'rename-class'; label: number; name: string }
  | { kind: 'merge-classes'; labels: readonly number[]; into: number }
  | { kind: 'leave-out-class'; label: number }
  | { kind: 'relabel'; part: Part; indices: readonly number[]; label: number }
  | { kind: 'remove-pictures'; part: Part; indices: readonly number[] }
  | { kind: 'go-back'; version: string };

/** What the split of a set that brings none is drawn by. */
export interface DrawnSplit {
  /** Of each class, 0–0.9; 0: no test part. */
  testFraction: number;
  seed: number;
  /** Pictures with the same number are near duplicates and stay together; −1: alone. [count] */
  groups: Int32Array;
}
