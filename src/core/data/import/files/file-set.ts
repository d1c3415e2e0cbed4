import type { Readable } from 'node:stream';
import type { Refused } from '../import-types';

/** The files below what was chosen, wherever they lie: in a folder, in a zip, or named one by one. */
export interface FileSet {
  kind: 'folder' | 'zip' | 'files';
  /** Relative, with "/" between the parts; without hidden files and those that systems leave behind. */
  names: readonly string[];
  /** What could not be looked at. */
  refused: readonly Refused[];
  /** A whole file. Throws WardrobeError: 'too-large' for more than `limit` bytes. */
  read(index: number, limit: number): Promise<Uint8Array>;
  /** Its first bytes, fewer where it is shorter. Throws WardrobeError. */
  start(index: number, bytes: number): Promise<Uint8Array>;
  /** Its bytes one after the other; errors are WardrobeErrors. */
  stream(index: number): Promise<Readable>;
  close(): Promise<void>;
}

export interface Looking {
  signal?: AbortSignal | undefined;
  /** Files found so far. */
  onProgress?: ((found: number) => void) | undefined;
}
