import { createReadStream } from 'node:fs';
import { open, opendir, stat, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import type { Refused } from '../import-types';
import { isLeftBehind } from './file-kinds';
import type { FileSet, Looking } from './file-set';
import { readError, throwIfCancelled, tooLargeFile } from './read-error';

/** Entries that are read from the disk at a time. */
const entriesAtOnce = 512;
/** Found files between two reports. */
const reportEvery = 1000;

interface Found {
  names: string[];
  /** Where a name's path differs from the root's path plus its name: names that are no UTF-8. */
  paths: Map<number, Buffer>;
  refused: Refused[];
}

/**
 * All files below these folders and files, which may hold names of any bytes. A single folder's files are named relative to it, those of
 * several by the folder's name first. Each folder is entered once, however many links lead to it. Throws WardrobeError('cancelled').
 */
export async function walkFolders(roots: readonly string[], looking: Looking = {}): Promise<FileSet> {
  const found: Found = { names: [], paths: new Map(), refused: [] };
  const walker = new Walker(found, looking);
  const single = roots.length === 1;
  let folders = 0;
  for (const root of roots) {
    const path = Buffer.from(root);
    const isFolder = await stat(root).then((status) => status.isDirectory());
    if (isFolder) folders += 1;
    const name = single && isFolder ? '' : basename(root);
    if (isFolder) await walker.enter(path, name);
    else walker.add(path, name, true);
  }
  const prefix = single && folders === 1 ? Buffer.from(`${roots[0]}/`) : null;
  return filesOf(found, prefix, folders > 0 ? 'folder' : 'files');
}

class Walker {
  readonly #found: Found;
  readonly #looking: Looking;
  readonly #entered = new Set<string>();

  constructor(found: Found, looking: Looking) {
    this.#found = found;
    this.#looking = looking;
  }

  add(path: Buffer, name: string, keepPath: boolean): void {
    const { names, paths } = this.#found;
    if (keepPath) paths.set(names.length, path);
    names.push(name);
    if (names.length % reportEvery === 0) this.#looking.onProgress?.(names.length);
  }

  /** Adds the files below a folder; `plain`: its path is the root's with the name. */
  async enter(path: Buffer, name: string, plain = name === ''): Promise<void> {
    const folders: { path: Buffer; name: string; plain: boolean }[] = [];
    try {
      const { dev, ino } = await stat(path);
      const identity = `${dev}:${ino}`;
      if (this.#entered.has(identity)) return;
      this.#entered.add(identity);
      // Node takes and gives buffers here; its types know strings only.
      const entries = await opendir(path as unknown as string, {
        encoding: 'buffer' as BufferEncoding,
        bufferSize: entriesAtOnce,
      });
      for await (const entry of entries) {
        throwIfCancelled(this.#looking.signal);
        const raw = entry.name as unknown as Buffer;
        const { text, exact } = nameOf(raw);
        if (isLeftBehind(text)) continue;
        const below = name === '' ? text : `${name}/${text}`;
        const child = (): Buffer => Buffer.concat([path, slash, raw]);
        if (entry.isFile()) {
          const keepPath = !plain || !exact;
          this.add(keepPath ? child() : slash, below, keepPath);
        } else if (entry.isDirectory()) folders.push({ path: child(), name: below, plain: plain && exact });
        else if (entry.isSymbolicLink()) {
          const target = await stat(child()).catch((error: unknown) => readError(error));
          if (target instanceof Error) this.#refuse(below, target);
          else if (target.isDirectory()) folders.push({ path: child(), name: below, plain: plain && exact });
          else if (target.isFile()) this.add(child(), below, !plain || !exact);
        }
      }
    } catch (error) {
      throwIfCancelled(this.#looking.signal);
      this.#refuse(name === '' ? '.' : name, readError(error));
    }
    for (const folder of folders) await this.enter(folder.path, folder.name, folder.plain);
  }

  #refuse(name: string, { kind, message }: ReturnType<typeof readError>): void {
    this.#found.refused.push({ name, reason: kind, message });
  }
}

const slash = Buffer.from('/');

/** A file name's bytes as text: UTF-8, else a character a byte, as older systems wrote them. */
export function nameOf(raw: Buffer): { text: string; exact: boolean } {
  const text = raw.toString('utf8');
  return text.includes('\uFFFD') && !Buffer.from(text).equals(raw)
    ? { text: raw.toString('latin1'), exact: false }
    : { text, exact: true };
}

function filesOf({ names, paths, refused }: Found, prefix: Buffer | null, kind: 'folder' | 'files'): FileSet {
  const pathOf = (index: number): Buffer =>
    paths.get(index) ?? Buffer.concat([prefix ?? Buffer.alloc(0), Buffer.from(names[index] ?? '')]);
  return {
    kind,
    names,
    refused,
    read: (index, limit) => withFile(pathOf(index), (file) => readWhole(file, limit)),
    start: (index, bytes) =>
      withFile(pathOf(index), async (file) => {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, 0);
        return buffer.subarray(0, bytesRead);
      }),
    stream: (index) => openStream(pathOf(index)),
    close: () => Promise.resolve(),
  };
}

async function withFile<T>(path: Buffer, work: (file: FileHandle) => Promise<T>): Promise<T> {
  try {
    const file = await open(path, 'r');
    try {
      return await work(file);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw readError(error);
  }
}

async function readWhole(file: FileHandle, limit: number): Promise<Uint8Array> {
  const { size } = await file.stat();
  if (size > limit) throw tooLargeFile(limit);
  const bytes = Buffer.alloc(size);
  let at = 0;
  while (at < size) {
    const { bytesRead } = await file.read(bytes, at, size - at, at);
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  return bytes.subarray(0, at);
}

async function openStream(path: Buffer): Promise<Readable> {
  const stream = createReadStream(path, { highWaterMark: 1 << 18 });
  await new Promise((resolve, reject) => {
    stream.once('open', resolve);
    stream.once('error', (error) => reject(readError(error)));
  });
  return stream;
}
