import type { PictureShape } from '#core/domain/data-set';
import type { ErrorInfo } from '#core/domain/errors';
import type { Fit } from '#core/image/fit-picture';

/** What pictures are to become. */
export interface Target {
  shape: PictureShape;
  preparation: Fit;
}

/** Files one after the other, with their lengths. */
export interface EncodedPictures {
  lengths: readonly number[];
  bytes: Uint8Array;
}

/** Pictures to be fitted; or one to be shown, as it is and fitted. */
export type DecodeTask =
  ({ type: 'fit'; target: Target } & EncodedPictures) | { type: 'show'; target: Target; bytes: Uint8Array };

export interface FittedPictures {
  /** Those that could be used, in their order: [pictures × bytes of a picture]. */
  pixels: Uint8Array;
  /** Those that could not be, by their position. */
  refused: { position: number; error: ErrorInfo }[];
  /** Pictures that were turned as their EXIF orientation says. */
  turned: number;
}

export interface ShownPicture {
  /** Small and square: RGB bytes. */
  original: Uint8Array;
  pixels: Uint8Array;
}

export type DecodeAnswer = FittedPictures | ShownPicture;

/** To the worker. Every task is answered once, under its number. */
export type DecodeTaskMessage = DecodeTask & { id: number };

/** From the worker: an answer, or a sign that it goes on. */
export type DecodeReplyMessage =
  | { id: number; type: 'working' }
  | { id: number; type: 'done'; answer: DecodeAnswer }
  | { id: number; type: 'failed'; error: ErrorInfo };
