import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { promisify } from 'node:util';
import { crc32, createInflateRaw, inflateRaw, inflateRawSync } from 'node:zlib';
import { open as openList, type Entry, type ZipFile } from 'yauzl';
import { WardrobeError } from '../../../domain/errors';
import type { Refused } from '../import-types';
import { isLeftBehind } from './file-kinds';
import type { FileSet, Looking } from './file-set';
import { readError, throwIfCancelled, tooLargeFile } from './read-error';
import { nameOf } from './walk-folder';

const localHeaderBytes = 30;
const localSignature = 0x04034b50;
const stored = 0;
const deflated = 8;
/** Up to so many bytes are unpacked at once: that takes less time than handing them to another thread. */
const smallBytes = 1 << 16;
const pieceBytes = 1 << 18;
const reportEvery = 1000;

/** What is kept of an entry: a million of yauzl's own would fill the memory. */
interface Packed {
  at: number;
  packedBytes: number;
  bytes: number;
  method: number;
  crc: number;
}

/**
 * The files in a zip, read where they lie: nothing is unpacked to the disk, and nothing larger than asked for into memory. Entries with
 * names that lead out of it, encrypted ones and second ones of a name are refused. Throws WardrobeError 'corrupt' or 'cancelled'.
 */
export async function openZip(path: string, looking: Looking = {}): Promise<FileSet> {
  const file = await open(path, 'r').catch((error: unknown) => {
    throw readError(error);
  });
  try {
    const { names, entries, refused } = await listEntries(path, looking);
    const entryAt = (index: number): Packed => {
      const entry = entries[index];
      if (entry === undefined) throw new RangeError(`There is no entry ${index}.`);
      return entry;
    };
    return {
      kind: 'zip',
      names,
      refused,
      read: (index, limit) => readEntry(file, entryAt(index), limit),
      start: (index, bytes) => startOf(file, entryAt(index), bytes),
      stream: (index) => streamOf(file, entryAt(index)),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

interface Listing {
  names: string[];
  entries: Packed[];
  refused: Refused[];
}

async function listEntries(path: string, { signal, onProgress }: Looking): Promise<Listing> {
  const listing: Listing = { names: [], entries: [], refused: [] };
  const seen = new Set<string>();
  const zipName = basename(path);
  const options = { lazyEntries: true, decodeStrings: false };
  const zip = await promisify<string, object, ZipFile>(openList)(path, options).catch((error: unknown) => {
    throw damagedZip(zipName, error);
  });
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      try {
        throwIfCancelled(signal);
        addEntry(entry, listing, seen);
        if (listing.names.length % reportEvery === 0) onProgress?.(listing.names.length);
        zip.readEntry();
      } catch (error) {
        zip.close();
        reject(error as Error);
      }
    });
    zip.on('end', () => resolve(listing));
    zip.on('error', (error) => reject(damagedZip(zipName, error)));
    zip.readEntry();
  });
}

function addEntry(entry: Entry, { names, entries, refused }: Listing, seen: Set<string>): void {
  const name = nameOf(entry.fileName as unknown as Buffer).text.replaceAll('\\', '/');
  if (name.endsWith('/')) return;
  const refuse = (reason: string, message: string): void => void refused.push({ name, reason, message });
  const parts = name.split('/');
  if (name.startsWith('/') || /^[A-Za-z]:/.test(name) || parts.includes('..'))
    return refuse('refused', 'Its name leads out of the zip.');
  if (parts.some(isLeftBehind)) return;
  if ((entry.generalPurposeBitFlag & 1) !== 0)
    return refuse('unsupported', 'It is encrypted: unpack the zip with its password and import the folder.');
  if (entry.compressionMethod !== stored && entry.compressionMethod !== deflated)
    return refuse(
      'unsupported',
      'It is packed in a way that is not read: unpack the zip and import the folder.',
    );
  if (seen.has(name)) return refuse('refused', 'There is another file of this name in the zip.');
  seen.add(name);
  names.push(name);
  entries.push({
    at: entry.relativeOffsetOfLocalHeader,
    packedBytes: entry.compressedSize,
    bytes: entry.uncompressedSize,
    method: entry.compressionMethod,
    crc: entry.crc32,
  });
}

async function readExactly(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
  if (bytesRead < length) throw damagedEntry();
  return buffer;
}

/** Where the bytes of an entry begin: its own header has a length that the list of entries does not know. */
async function dataOf(file: FileHandle, { at }: Packed): Promise<number> {
  const header = await readExactly(file, at, localHeaderBytes);
  if (header.readUInt32LE(0) !== localSignature) throw damagedEntry();
  return at + localHeaderBytes + header.readUInt16LE(26) + header.readUInt16LE(28);
}

async function readEntry(file: FileHandle, entry: Packed, limit: number): Promise<Uint8Array> {
  if (entry.bytes > limit || entry.packedBytes > limit) throw tooLargeFile(limit);
  try {
    const packed = await readExactly(file, await dataOf(file, entry), entry.packedBytes);
    const bytes = entry.method === stored ? packed : await unpack(packed, entry.bytes);
    if (bytes.length !== entry.bytes || crc32(bytes) !== entry.crc) throw damagedEntry();
    return bytes;
  } catch (error) {
    throw entryError(error);
  }
}

async function unpack(packed: Buffer, bytes: number): Promise<Buffer> {
  const limits = { maxOutputLength: Math.max(1, bytes) };
  return bytes <= smallBytes ? inflateRawSync(packed, limits) : promisify(inflateRawLimited)(packed, limits);
}

function inflateRawLimited(
  packed: Buffer,
  limits: { maxOutputLength: number },
  done: (error: Error | null, bytes: Buffer) => void,
): void {
  inflateRaw(packed, limits, done);
}

async function startOf(file: FileHandle, entry: Packed, bytes: number): Promise<Uint8Array> {
  const stream = await streamOf(file, entry);
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of stream) {
    pieces.push(piece as Buffer);
    length += (piece as Buffer).length;
    if (length >= bytes) break;
  }
  return Buffer.concat(pieces).subarray(0, bytes);
}

async function streamOf(file: FileHandle, entry: Packed): Promise<Readable> {
  const start = await dataOf(file, entry).catch((error: unknown) => {
    throw entryError(error);
  });
  const packed = Readable.from(pieces(file, start, entry.packedBytes), { objectMode: false });
  if (entry.method === stored) return packed;
  // Errors reach the reader through the unpacker.
  return pipeline(packed, createInflateRaw(), () => undefined);
}

async function* pieces(file: FileHandle, start: number, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < length; at += pieceBytes) {
    yield await readExactly(file, start + at, Math.min(pieceBytes, length - at));
  }
}

/** What the unpacker or the disk said, as a damaged file of the zip. */
function entryError(error: unknown): WardrobeError {
  return error instanceof WardrobeError ? error : damagedEntry(error);
}

const damagedEntry = (cause?: unknown): WardrobeError =>
  new WardrobeError('corrupt', 'It is damaged in the zip.', 'Download or pack the zip again.', { cause });

const damagedZip = (name: string, cause: unknown): WardrobeError =>
  new WardrobeError(
    'corrupt',
    `${name} is damaged or no zip (${cause instanceof Error ? cause.message : String(cause)}).`,
    'Download or pack it again, or unpack it and choose the folder.',
    { cause },
  );
