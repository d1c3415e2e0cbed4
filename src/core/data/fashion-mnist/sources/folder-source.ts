import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { WardrobeError } from '../../../domain/errors';
import { errorCode } from '../../../files/disk-error';
import { dataFiles, type DataFile, type DatasetFiles } from '../fashion-mnist';
import { unpackFile } from '../unpack-file';
import type { DatasetSource, SourceContext } from './source';

export const folderHint = 'Name the folder that holds the four files, plain or as .gz.';

/** The four files in a folder or in one directly inside it. */
export function folderSource(folder: string, files: DatasetFiles, name = folder): DatasetSource {
  return {
    name,
    isHere: () => Promise.resolve(true),
    provide: (context) => provide(folder, files, name, context),
  };
}

/** Throws WardrobeError('not-found' | 'bad-input' | 'refused') unless the four files are there, whatever is in them. */
export async function checkSourceFolder(folder: string, files: DatasetFiles = dataFiles): Promise<void> {
  await findFiles(folder, Object.values(files));
}

async function provide(
  folder: string,
  files: DatasetFiles,
  name: string,
  context: SourceContext,
): Promise<void> {
  const { missing, reporter, signal } = context;
  const found = await findFiles(folder, Object.values(files));
  reporter.begin('checking', name);
  const totalBytes = missing.reduce((sum, file) => sum + file.bytes, 0);
  let before = 0;
  for (const expected of missing) {
    const from = found.get(expected) ?? [];
    const onProgress = (bytes: number): void => {
      reporter.advance(expected.name, before + bytes, totalBytes);
    };
    await unpackFirst(from, (path) =>
      unpackFile({
        from: path,
        name: basename(path),
        expected,
        to: context.pathOf(expected),
        signal,
        onProgress,
      }),
    );
    before += expected.bytes;
  }
}

/** A plain file may be damaged and the .gz beside it right. */
async function unpackFirst(paths: readonly string[], unpack: (path: string) => Promise<void>): Promise<void> {
  let failure: unknown;
  for (const path of paths) {
    try {
      await unpack(path);
      return;
    } catch (error) {
      if (error instanceof WardrobeError && ['disk', 'cancelled'].includes(error.kind)) throw error;
      failure ??= error;
    }
  }
  throw failure;
}

/** Where each file is, in the place that has most of them. Throws WardrobeError('not-found' | 'bad-input' | 'refused'). */
async function findFiles(folder: string, files: readonly DataFile[]): Promise<Map<DataFile, string[]>> {
  const places = [folder, ...(await subfolders(folder))];
  let best = new Map<DataFile, string[]>();
  for (const place of places) {
    const found = await filesIn(place, files);
    if (found.size > best.size) best = found;
  }
  if (best.size === files.length) return best;
  if (best.size === 0)
    throw new WardrobeError('not-found', `There is no file of Fashion-MNIST in ${folder}.`, folderHint);
  const absent = files.filter((file) => !best.has(file)).map(({ name }) => name);
  throw new WardrobeError(
    'not-found',
    `${folder} has a part of the set only: ${absent.join(', ')} missing.`,
    folderHint,
  );
}

async function filesIn(folder: string, files: readonly DataFile[]): Promise<Map<DataFile, string[]>> {
  const found = new Map<DataFile, string[]>();
  for (const file of files) {
    const candidates = [join(folder, file.name), join(folder, `${file.name}.gz`)];
    const present = await Promise.all(candidates.map(isFile));
    const paths = candidates.filter((_, index) => present[index]);
    if (paths.length > 0) found.set(file, paths);
  }
  return found;
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

async function subfolders(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => !entry.isFile()).map(({ name }) => join(folder, name));
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT') throw new WardrobeError('not-found', `There is no folder ${folder}.`, folderHint);
    if (code === 'ENOTDIR')
      throw new WardrobeError('bad-input', `${folder} is a file, not a folder.`, folderHint);
    throw new WardrobeError(
      'refused',
      `${folder} can't be read (${code}).`,
      'Check who may read the folder.',
    );
  }
}
