import { pictureBytes, type Labels, type PictureShape } from '../../domain/data-set';
import { WardrobeError } from '../../domain/errors';

const imagesMagic = 0x00000803;
const labelsMagic = 0x00000801;
export const imagesHeaderBytes = 16;
export const labelsHeaderBytes = 8;

/** The pixels of an IDX file of `count` pictures of that shape. `file` names it in WardrobeError('corrupt'). */
export function parseImages(bytes: Uint8Array, count: number, shape: PictureShape, file: string): Uint8Array {
  const { height, width } = shape;
  const header = readHeader(bytes, imagesHeaderBytes, file);
  checkMagic(header.getUint32(0), imagesMagic, 'pictures', file);
  const [rows, columns] = [header.getUint32(8), header.getUint32(12)];
  if (rows !== height || columns !== width)
    throw corrupt(file, `its pictures are ${columns} × ${rows} pixels instead of ${width} × ${height}`);
  return readBody(bytes, header.getUint32(4), count, imagesHeaderBytes, pictureBytes(shape), file);
}

/** The labels [count] of an IDX file, each one of so many classes. `file` names it in WardrobeError('corrupt'). */
export function parseLabels(bytes: Uint8Array, count: number, classes: number, file: string): Labels {
  const header = readHeader(bytes, labelsHeaderBytes, file);
  checkMagic(header.getUint32(0), labelsMagic, 'labels', file);
  const labels = readBody(bytes, header.getUint32(4), count, labelsHeaderBytes, 1, file);
  const bad = labels.findIndex((label) => label >= classes);
  if (bad >= 0)
    throw corrupt(file, `label ${bad} is ${labels[bad]}, and there are only classes 0–${classes - 1}`);
  return Uint16Array.from(labels);
}

function readHeader(bytes: Uint8Array, length: number, file: string): DataView {
  if (bytes.length < length) throw corrupt(file, `it ends after ${bytes.length} bytes, within its header`);
  return new DataView(bytes.buffer, bytes.byteOffset, length);
}

function checkMagic(magic: number, expected: number, holds: string, file: string): void {
  if (magic === expected) return;
  const [is, should] = [magic, expected].map((value) => value.toString(16).padStart(8, '0'));
  throw corrupt(file, `it is no IDX file of ${holds} (it begins with ${is} instead of ${should})`);
}

function readBody(
  bytes: Uint8Array,
  stated: number,
  count: number,
  headerBytes: number,
  itemBytes: number,
  file: string,
): Uint8Array {
  if (stated !== count) throw corrupt(file, `it says it holds ${stated} items instead of ${count}`);
  const expected = headerBytes + count * itemBytes;
  if (bytes.length !== expected)
    throw corrupt(
      file,
      `it has ${bytes.length.toLocaleString('en')} bytes instead of ${expected.toLocaleString('en')}`,
    );
  return bytes.subarray(headerBytes);
}

function corrupt(file: string, reason: string): WardrobeError {
  return new WardrobeError(
    'corrupt',
    `${file} is damaged: ${reason}.`,
    'Get the data set again: the damaged file is replaced.',
  );
}
