import { tmpdir } from 'node:os';
import { pictureBytes, type PictureShape } from '../../../domain/data-set';
import { WardrobeError } from '../../../domain/errors';
import { baseName, mayBePicture } from '../files/file-kinds';
import type { FileSet, Looking } from '../files/file-set';
import { throwIfCancelled } from '../files/read-error';
import { ScratchFile } from '../files/scratch-file';
import { unpackedStart } from '../files/unpacked-stream';
import type { ImportSource } from '../import-types';
import { pixelSource, type CopiedPictures } from '../pixels/pixel-source';
import { classNames } from './class-names';
import { copyIdx } from './copy-idx';
import { idxHeader, longestHeader, type IdxFile } from './idx-header';
import { pairIdxFiles, type IdxPair } from './pair-idx-files';

/** Sets of IDX files are a handful; among more files none is looked for. */
const mostFiles = 400;

/** The IDX files among these, by what they begin with. */
export async function findIdxFiles(files: FileSet, { signal }: Looking): Promise<IdxFile[]> {
  const found: IdxFile[] = [];
  if (files.names.length > mostFiles) return found;
  for (const [file, name] of files.names.entries()) {
    throwIfCancelled(signal);
    // "train-images-idx3-ubyte" has no ending, as a picture may; one with a picture's ending is none.
    if (mayBePicture(name) && baseName(name).includes('.') && !/ubyte/.test(name)) continue;
    const start = await unpackedStart(files, file, longestHeader).catch(() => new Uint8Array());
    const header = idxHeader(start);
    if (header) found.push({ file, name, header });
  }
  return found;
}

/**
 * IDX files as a source of pixels. EMNIST's pictures lie on their side in its files: where names or origin say EMNIST, they are
 * turned. Throws WardrobeError: 'bad-input' where files don't belong together, 'corrupt', 'disk', 'cancelled'.
 */
export async function idxSource(
  files: FileSet,
  found: readonly IdxFile[],
  origin: string,
  { signal }: Looking,
): Promise<ImportSource> {
  const pairs = pairIdxFiles(found);
  const [first] = pairs;
  const shape = first?.pictures.header.shape;
  if (first === undefined || shape === undefined) throw new RangeError('There is no pair of files.');
  for (const { pictures } of pairs) checkSameShape(shape, pictures);
  const said = `${origin} ${first.pictures.name}`;
  const lyingOnSide = /emnist/i.test(said) && shape.height === shape.width;
  const scratches: ScratchFile[] = [];
  try {
    const labels: Uint8Array[] = [];
    const used = new Set<number>();
    for (const pair of pairs) {
      const own = new Uint8Array(pair.labels.header.count);
      await copyIdx(files, pair.labels, signal, (piece, at) => own.set(piece, at));
      for (const label of own) used.add(label);
      labels.push(own);
    }
    const { classes, classOf } = classNames(used, said);
    const copies: CopiedPictures[] = [];
    for (const [i, pair] of pairs.entries()) {
      const scratch = await ScratchFile.create(tmpdir());
      scratches.push(scratch);
      await copyIdx(files, pair.pictures, signal, (piece, at) => scratch.write(piece, at));
      const { planes } = pair.pictures.header;
      copies.push({
        pictures: picturesOf(pair, labels[i] ?? new Uint8Array(), classOf),
        scratch,
        convert: (bytes) => (lyingOnSide ? transposed : planes ? interleaved : unchanged)(bytes, shape),
      });
    }
    const notes = lyingOnSide
      ? ['EMNIST’s pictures lie on their side in its files: they are turned upright.']
      : [];
    const belongs = new Set(found.map(({ file }) => file));
    return pixelSource({
      kind: 'idx',
      origin,
      classes,
      shape,
      copies,
      refused: files.names.flatMap((name, i) =>
        belongs.has(i) ? [] : [{ name, reason: 'unsupported', message: 'It is no IDX file of bytes.' }],
      ),
      notes,
      close: () => files.close(),
    });
  } catch (error) {
    await Promise.all(scratches.map((scratch) => scratch.close()));
    throw error;
  }
}

function picturesOf(
  { pictures, part }: IdxPair,
  labels: Uint8Array,
  classOf: ReadonlyMap<number, number>,
): CopiedPictures['pictures'] {
  const name = baseName(pictures.name);
  return Array.from(labels, (label, i) => ({ name: `${name}/${i}`, label: classOf.get(label) ?? 0, part }));
}

function checkSameShape(shape: PictureShape, { name, header }: IdxPair['pictures']): void {
  const { height, width, channels } = header.shape;
  if (height === shape.height && width === shape.width && channels === shape.channels) return;
  throw new WardrobeError(
    'bad-input',
    `The pictures in ${name} have another size (${width} × ${height}) than those for training (${shape.width} × ${shape.height}).`,
    'Choose the files of one set.',
  );
}

const unchanged = (bytes: Uint8Array): Uint8Array => bytes;

/** Rows and columns of a square picture exchanged. */
function transposed(bytes: Uint8Array, { height, width, channels }: PictureShape): Uint8Array {
  const turned = new Uint8Array(bytes.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let channel = 0; channel < channels; channel++)
        turned[(y * width + x) * channels + channel] = bytes[(x * width + y) * channels + channel]!;
  return turned;
}

/** Planes of red, green and blue as pixels. */
function interleaved(bytes: Uint8Array, shape: PictureShape): Uint8Array {
  const { channels } = shape;
  const plane = pictureBytes(shape) / channels;
  return Uint8Array.from(bytes, (_, i) => bytes[(i % channels) * plane + Math.floor(i / channels)]!);
}
