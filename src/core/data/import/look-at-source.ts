import { open, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { WardrobeError } from '../../domain/errors';
import { checkSource } from './check-source';
import { csvSource, isCsv } from './csv/csv-source';
import { endingOf, mayBePicture } from './files/file-kinds';
import type { FileSet, Looking } from './files/file-set';
import { openZip } from './files/open-zip';
import { readError } from './files/read-error';
import { walkFolders } from './files/walk-folder';
import { classFolders } from './folders/class-folders';
import { findIdxFiles, idxSource } from './idx/idx-source';
import type { ImportSource } from './import-types';
import { compareNaturally } from './natural-order';

/**
 * Looks at what the user named: a folder with a folder per class, several class folders, a zip of one, IDX files or CSV files. Nothing is
 * decoded and nothing written that outlives the source; close it in the end. Throws WardrobeError: 'not-found', 'bad-input' where no set can be
 * made of it, 'corrupt', 'disk', 'cancelled'.
 */
export async function lookAtSource(paths: readonly string[], looking: Looking = {}): Promise<ImportSource> {
  const [first] = paths;
  if (first === undefined)
    throw new WardrobeError('bad-input', 'Nothing was chosen.', 'Choose a folder, a zip, IDX or CSV files.');
  for (const path of paths)
    await stat(path).catch((error: unknown) => {
      const { kind, message, hint } = readError(error);
      throw new WardrobeError(
        kind,
        kind === 'not-found' ? `There is no ${path}.` : `${path}: ${message}`,
        hint,
      );
    });
  const origin = resolve(first);
  const files = await (paths.length === 1 && (await isZip(first))
    ? openZip(first, looking)
    : walkFolders(
        paths.map((path) => resolve(path)),
        looking,
      ));
  try {
    const source = await checkSource(await recognise(files, origin, looking));
    return { ...source, refused: [...source.refused].sort((a, b) => compareNaturally(a.name, b.name)) };
  } catch (error) {
    await files.close();
    throw error;
  }
}

async function recognise(files: FileSet, origin: string, looking: Looking): Promise<ImportSource> {
  const pictures = files.names.some((name) => endingOf(name) !== '' && mayBePicture(name));
  if (!pictures) {
    const idx = await findIdxFiles(files, looking);
    if (idx.length > 0) return idxSource(files, idx, origin, looking);
    if (files.names.some(isCsv)) return csvSource(files, origin, looking);
  }
  if (files.kind === 'files') throw onlyFiles(files.names);
  return classFolders(files, origin, looking);
}

async function isZip(path: string): Promise<boolean> {
  const file = await open(path, 'r').catch((error: unknown) => {
    throw readError(error);
  });
  try {
    if ((await file.stat()).isDirectory()) return false;
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead === 4 && buffer.readUInt16BE() === 0x504b && buffer.readUInt16LE(2) < 0x0800;
  } finally {
    await file.close();
  }
}

const onlyFiles = (names: readonly string[]): WardrobeError =>
  new WardrobeError(
    'bad-input',
    names.length === 1
      ? `${basename(names[0] ?? '')} is no zip, IDX or CSV file.`
      : 'Single files say nothing of classes.',
    'Choose a folder that holds a folder of pictures for each class, or a zip of one.',
  );
