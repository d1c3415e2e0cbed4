import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { WardrobeError } from '../../../domain/errors';
import { downloadFile, hostOf } from '../download-file';
import type { DataFile } from '../fashion-mnist';
import { publishedBytes } from '../mirrors';
import { unpackFile } from '../unpack-file';
import type { DatasetSource, SourceContext } from './source';

/** The files as `<mirror>/<name>.gz` over HTTP. */
export function mirrorSource(mirror: string): DatasetSource {
  const name = hostOf(mirror);
  return {
    name,
    isHere: () => Promise.resolve(true),
    provide: (context) => provide(mirror.replace(/\/+$/, ''), name, context),
  };
}

async function provide(mirror: string, name: string, context: SourceContext): Promise<void> {
  const { missing, reporter } = context;
  reporter.begin('downloading', name);
  const sizes = new Map(missing.map((file) => [file, { done: 0, total: publishedBytes[file.name] ?? null }]));
  for (const file of missing) {
    await provideFile(`${mirror}/${file.name}.gz`, file, context, (done, total) => {
      sizes.set(file, { done, total: total ?? sizes.get(file)?.total ?? null });
      const all = [...sizes.values()];
      const isKnown = all.every((size) => size.total !== null);
      const totalBytes = isKnown ? all.reduce((sum, size) => sum + (size.total ?? 0), 0) : 0;
      const doneBytes = all.reduce((sum, size) => sum + size.done, 0);
      reporter.advance(file.name, doneBytes, totalBytes);
    });
  }
}

type OnProgress = (done: number, total: number | null) => void;

async function provideFile(
  url: string,
  file: DataFile,
  context: SourceContext,
  onProgress: OnProgress,
): Promise<void> {
  const { signal, patience } = context;
  // Named by address, so that a partial download from one mirror is never continued from another.
  const key = createHash('sha256').update(url).digest('hex').slice(0, 8);
  const packed = join(context.folder, `${file.name}.gz.${key}`);
  // Data that can't be compressed grow a little in gzip.
  const mostBytes = Math.ceil(file.bytes * 1.01) + 1024;
  const { resumed } = await downloadFile({ url, file: packed, mostBytes, patience, signal, onProgress });
  try {
    await unpackFile({
      from: packed,
      name: `${file.name}.gz`,
      expected: file,
      to: context.pathOf(file),
      signal,
    });
  } catch (error) {
    if (error instanceof WardrobeError && ['disk', 'cancelled'].includes(error.kind)) throw error;
    await discard(packed);
    if (!resumed) throw error;
    await provideFile(url, file, context, onProgress);
    return;
  }
  await discard(packed);
}

async function discard(packed: string): Promise<void> {
  await rm(`${packed}.json`, { force: true });
  await rm(packed, { force: true });
}
