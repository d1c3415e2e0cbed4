import type { ByteReader } from './byte-reader';

export interface PictureSize {
  width: number;
  height: number;
}

/** How one file format is told and measured by its first bytes. */
export interface PictureFormat {
  name: string;
  recognises(bytes: ByteReader): boolean;
  /** Pixels, before any turning by EXIF. Throws HeaderEnds where the bytes end too early; null: not well formed. */
  size(bytes: ByteReader): PictureSize | null;
}
