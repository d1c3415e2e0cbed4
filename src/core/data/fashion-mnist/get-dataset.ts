import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { toErrorInfo, WardrobeError } from '../../domain/errors';
import { diskError } from '../../files/disk-error';
import { withLock } from '../../files/lock';
import { cancelled } from './cancelled';
import type { Attempt, DatasetProgress } from './dataset-progress';
import { defaultPatience, type Patience } from './download-file';
import { dataFiles, type DatasetFiles } from './fashion-mnist';
import { alreadyHere, readInstallRecord } from './install-record';
import { upstreamMirrors } from './mirrors';
import { ProgressReporter } from './progress-reporter';
import { debianFolderSource } from './sources/debian-folder';
import { debianPackageSource } from './sources/debian-package';
import { checkSourceFolder, folderHint, folderSource } from './sources/folder-source';
import { mirrorSource } from './sources/mirror-source';
import type { DatasetSource } from './sources/source';
import { Staging, wrongFiles } from './staging';

export type { Attempt, DatasetProgress } from './dataset-progress';

export interface GetDatasetOptions {
  /** Where the data set is to be. */
  folder: string;
  /** Take it from this folder and nowhere else; it must hold the files even when the set is there already. */
  from?: string | undefined;
  mirrors?: readonly string[] | undefined;
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: DatasetProgress) => void) | undefined;
  files?: DatasetFiles;
  /** What to try, in order, without `from`. */
  sources?: readonly DatasetSource[];
  patience?: Patience;
}

interface Got {
  /** In words. */
  source: string;
  attempts: Attempt[];
}

/**
 * Makes sure that the right data set is in `folder`: looks there first, then tries one source after the other. A partial
 * download is kept in `<folder>.partial` and continued next time. Of several calls for a folder, also in several processes,
 * one gets the files; the others wait for it and use its result. Throws WardrobeError: 'offline' when no source could be
 * reached, 'cancelled', 'disk', else the kind of the most telling failure; the attempts are in the last progress.
 */
export async function getDataset(options: GetDatasetOptions): Promise<Got> {
  const { folder, from, signal } = options;
  const reporter = new ProgressReporter(options.onProgress);
  if (signal?.aborted) throw cancelled();
  if (from === '') throw new WardrobeError('bad-input', 'No folder was named.', folderHint);
  const present = await look(options, reporter);
  if (present) return present;
  await makeParent(folder);
  try {
    return await withLock(
      `${folder}.lock`,
      async () => (await look(options, reporter)) ?? fetchFiles(options, reporter),
      { signal, onWait: () => reporter.begin('waiting', 'another Wardrobe that is getting it') },
    );
  } catch (error) {
    throw signal?.aborted ? cancelled() : error;
  }
}

async function makeParent(folder: string): Promise<void> {
  try {
    await mkdir(dirname(folder), { recursive: true });
  } catch (error) {
    throw diskError(error, folder);
  }
}

/** What is said of files that are there and right; null when they are not. */
async function look(
  { folder, from, signal, files = dataFiles }: GetDatasetOptions,
  reporter: ProgressReporter,
): Promise<Got | null> {
  reporter.begin('looking', folder);
  if ((await wrongFiles(folder, files, signal)).length > 0) return null;
  if (from !== undefined) await checkSourceFolder(from, files);
  const record = await readInstallRecord(folder);
  return { source: record?.source ?? alreadyHere, attempts: [] };
}

async function fetchFiles(options: GetDatasetOptions, reporter: ProgressReporter): Promise<Got> {
  const { folder, signal, files = dataFiles, patience = defaultPatience } = options;
  const staging = new Staging(folder, files);
  await staging.create();
  const failures: unknown[] = [];
  for (const source of sourcesOf(options, files)) {
    if (!(await source.isHere())) continue;
    reporter.begin('looking', source.name);
    try {
      const missing = await staging.missing(signal);
      const pathOf = staging.pathOf.bind(staging);
      await source.provide({ missing, pathOf, folder: staging.folder, reporter, signal, patience });
      if (signal?.aborted) throw cancelled();
      reporter.begin('installing', source.name);
      await staging.install(source.name);
      return { source: source.name, attempts: reporter.attempts };
    } catch (error) {
      if (signal?.aborted) throw cancelled();
      reporter.failed({ source: source.name, message: toErrorInfo(error).message });
      if (error instanceof WardrobeError && error.kind === 'disk') throw error;
      failures.push(error);
    }
  }
  throw options.from === undefined ? summarise(failures) : failures[0];
}

function sourcesOf(
  { from, mirrors = upstreamMirrors, sources }: GetDatasetOptions,
  files: DatasetFiles,
): readonly DatasetSource[] {
  if (from !== undefined) return [folderSource(from, files)];
  return sources ?? [debianFolderSource(files), ...mirrors.map(mirrorSource), debianPackageSource(files)];
}

const hint =
  'Connect to the internet and try again, or use files you have: name the folder that holds the four files ' +
  '(in a terminal: data --from DIR).';

function summarise(failures: readonly unknown[]): WardrobeError {
  const infos = failures.map(toErrorInfo);
  const telling = infos.find(({ kind }) => kind !== 'offline' && kind !== 'timeout' && kind !== 'not-found');
  if (telling)
    return new WardrobeError(telling.kind, `No source gave the right files. ${telling.message}`, hint);
  return new WardrobeError(
    'offline',
    'The data set could not be downloaded: no source could be reached.',
    hint,
  );
}
