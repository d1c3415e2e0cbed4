import { pictureBytes, type PictureShape } from '#core/domain/data-set';
import { toErrorInfo } from '#core/domain/errors';
import { fitPicture } from '#core/image/fit-picture';
import { startDecoding, Turntable, type Decoding } from './decode-upright';
import type { EncodedPictures, FittedPictures, ShownPicture, Target } from './decode-messages';

/** What is decoded at the same time, at most. */
const ahead = { pictures: 8, pixels: 4_000_000 };
/** Side of an original as it is shown, in pixels. */
const shownSide = 96;

const turntable = new Turntable();

/** Decodes files and brings each to the target's shape; what can't be used is told by position. Calls `onWorking` after each. */
export async function fitPictures(
  { lengths, bytes }: EncodedPictures,
  { shape, preparation }: Target,
  onWorking: () => void,
): Promise<FittedPictures> {
  const size = pictureBytes(shape);
  const pixels = new Uint8Array(lengths.length * size);
  const refused: FittedPictures['refused'] = [];
  let [good, turned, position] = [0, 0, 0];
  for (const begun of decodedAhead(filesIn(bytes, lengths), shape)) {
    try {
      const decoding = begun();
      const picture = turntable.pixelsOf(await decoding.bitmap, decoding.turn);
      pixels.set(fitPicture(picture, shape, preparation), good * size);
      if (decoding.turned) turned++;
      good++;
    } catch (error) {
      refused.push({ position, error: toErrorInfo(error) });
    }
    position++;
    onWorking();
  }
  return { pixels: pixels.slice(0, good * size), refused, turned };
}

/** One file to be looked at: its picture small and square, the middle of it, and what the set will hold of it. */
export async function showPicture(bytes: Uint8Array, { shape, preparation }: Target): Promise<ShownPicture> {
  const decoding = startDecoding(new Uint8Array(bytes), shape);
  const picture = turntable.pixelsOf(await decoding.bitmap, decoding.turn);
  const square = { height: shownSide, width: shownSide, channels: 3 };
  return {
    original: fitPicture(picture, square, 'middle'),
    pixels: fitPicture(picture, shape, preparation),
  };
}

/** Each file's decoding in order, begun ahead; calling one throws what its header has wrong. */
function* decodedAhead(
  files: Iterable<Uint8Array<ArrayBuffer>>,
  shape: PictureShape,
): Generator<() => Decoding> {
  const waiting: { pixels: number; result: () => Decoding }[] = [];
  let pixels = 0;
  for (const file of files) {
    const begun = begin(file, shape);
    waiting.push(begun);
    pixels += begun.pixels;
    while (waiting.length > 0 && (waiting.length >= ahead.pictures || pixels > ahead.pixels)) {
      const first = waiting.shift()!;
      yield first.result;
      pixels -= first.pixels;
    }
  }
  for (const { result } of waiting) yield result;
}

function begin(
  file: Uint8Array<ArrayBuffer>,
  shape: PictureShape,
): { pixels: number; result: () => Decoding } {
  try {
    const decoding = startDecoding(file, shape);
    // It is awaited later; until then a failure is nobody's.
    decoding.bitmap.catch(() => undefined);
    return { pixels: decoding.pixels, result: () => decoding };
  } catch (error) {
    return {
      pixels: 0,
      result: () => {
        throw error;
      },
    };
  }
}

function* filesIn(bytes: Uint8Array, lengths: readonly number[]): Generator<Uint8Array<ArrayBuffer>> {
  let at = 0;
  for (const length of lengths) {
    yield bytes.slice(at, at + length);
    at += length;
  }
}
