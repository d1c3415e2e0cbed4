import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { diskError } from '../../files/disk-error';
import { sha256OfFile } from '../../files/sha256';
import { syncFolder } from '../../files/sync-folder';
import { cancelled } from './cancelled';
import type { DataFile, DatasetFiles } from './fashion-mnist';
import { writeInstallRecord } from './install-record';

/** Where what is not complete yet waits, beside the folder, until all of it is right. It survives restarts. */
export class Staging {
  readonly folder: string;
  readonly #target: string;
  readonly #files: DatasetFiles;

  constructor(target: string, files: DatasetFiles) {
    this.#target = target;
    this.folder = `${target}.partial`;
    this.#files = files;
  }

  /** Throws WardrobeError('disk'). */
  async create(): Promise<void> {
    try {
      await mkdir(this.folder, { recursive: true });
    } catch (error) {
      throw diskError(error, this.folder);
    }
  }

  pathOf(file: DataFile): string {
    return join(this.folder, file.name);
  }

  /** The files that stand right neither in the target nor here. */
  async missing(signal?: AbortSignal): Promise<DataFile[]> {
    const missing: DataFile[] = [];
    for (const file of await wrongFiles(this.#target, this.#files, signal))
      if (!(await isRight(this.pathOf(file), file, signal))) missing.push(file);
    return missing;
  }

  /** Moves everything into place and writes down where it came from, which ends the staging. Throws WardrobeError('disk'). */
  async install(source: string): Promise<void> {
    try {
      await mkdir(this.#target, { recursive: true });
      for (const file of await wrongFiles(this.#target, this.#files))
        await rename(this.pathOf(file), join(this.#target, file.name));
      await syncFolder(this.#target);
      await writeInstallRecord(this.#target, source, this.#files);
      await rm(this.folder, { recursive: true, force: true });
    } catch (error) {
      throw diskError(error, this.#target);
    }
  }
}

/** The files of a data set that are absent from `folder` or differ. */
export async function wrongFiles(
  folder: string,
  files: DatasetFiles,
  signal?: AbortSignal,
): Promise<DataFile[]> {
  const wrong: DataFile[] = [];
  for (const file of Object.values(files))
    if (!(await isRight(join(folder, file.name), file, signal))) wrong.push(file);
  return wrong;
}

/** A file that can't be read counts as wrong: it will be replaced. */
async function isRight(path: string, file: DataFile, signal?: AbortSignal): Promise<boolean> {
  try {
    const found = await stat(path);
    return found.isFile() && found.size === file.bytes && (await sha256OfFile(path, signal)) === file.sha256;
  } catch {
    if (signal?.aborted) throw cancelled();
    return false;
  }
}
