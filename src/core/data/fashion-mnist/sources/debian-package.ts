import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { WardrobeError } from '../../../domain/errors';
import { diskError } from '../../../files/disk-error';
import { cancelled } from '../cancelled';
import type { DatasetFiles } from '../fashion-mnist';
import { debianFolder } from './debian-folder';
import { folderSource } from './folder-source';
import { hasProgram, runProgram } from './run-program';
import type { DatasetSource, SourceContext } from './source';

const packageName = 'dataset-fashion-mnist';
const sourceName = `Debian's package ${packageName}`;

/** Debian's package, downloaded and unpacked in a folder of our own: nothing is installed and root is not needed. */
export function debianPackageSource(files: DatasetFiles): DatasetSource {
  return {
    name: sourceName,
    isHere: async () => (await hasProgram('apt-get')) && (await hasProgram('dpkg-deb')),
    provide: async (context) => {
      const folder = join(context.folder, 'debian-package');
      try {
        await rm(folder, { recursive: true, force: true });
        await mkdir(folder, { recursive: true });
      } catch (error) {
        throw diskError(error, folder);
      }
      try {
        await unpackPackage(folder, context);
        await folderSource(join(folder, debianFolder), files, sourceName).provide(context);
      } finally {
        await rm(folder, { recursive: true, force: true }).catch(() => undefined);
      }
    },
  };
}

async function unpackPackage(folder: string, context: SourceContext): Promise<void> {
  const { reporter, signal } = context;
  reporter.begin('downloading', sourceName);
  const watch = setInterval(() => void report(folder, context), 250);
  try {
    await downloadPackage(folder, signal);
    const name = (await readdir(folder)).find((entry) => entry.endsWith('.deb'));
    if (!name) throw new WardrobeError('not-found', `apt-get left no file of ${packageName}.`);
    await runProgram('dpkg-deb', ['-x', join(folder, name), folder], { signal });
    await rm(join(folder, name));
  } catch (error) {
    if (signal?.aborted) throw cancelled();
    throw aptError(error);
  } finally {
    clearInterval(watch);
  }
}

async function downloadPackage(folder: string, signal: AbortSignal | undefined): Promise<void> {
  try {
    await runProgram('apt-get', ['download', packageName], { cwd: folder, signal });
  } catch (error) {
    if (signal?.aborted || !saysUnknown(error)) throw error;
    // Fresh containers come without package lists. Ours go into this folder, where anyone may write.
    const own = await ownLists(folder);
    await runProgram('apt-get', [...own, 'update'], { cwd: folder, signal });
    await runProgram('apt-get', [...own, 'download', packageName], { cwd: folder, signal });
  }
}

async function ownLists(folder: string): Promise<string[]> {
  const [state, cache] = [join(folder, 'apt-state'), join(folder, 'apt-cache')];
  await mkdir(join(state, 'lists', 'partial'), { recursive: true });
  await mkdir(join(cache, 'archives', 'partial'), { recursive: true });
  return [
    '-o',
    `Dir::State=${state}`,
    '-o',
    `Dir::Cache=${cache}`,
    '-o',
    'Dir::State::status=/var/lib/dpkg/status',
  ];
}

/** apt-get tells nothing while it downloads, but its file grows. */
async function report(folder: string, { reporter }: SourceContext): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const name = names.find((entry) => entry.endsWith('.deb'));
  const found = name && (await stat(join(folder, name)).catch(() => null));
  if (name && found) reporter.advance(name, found.size, 0);
}

function messageOf(error: unknown): string {
  const { stderr } = error as { stderr?: unknown };
  return typeof stderr === 'string' && stderr
    ? stderr
    : error instanceof Error
      ? error.message
      : String(error);
}

const saysUnknown = (error: unknown): boolean =>
  /Unable to locate package|No candidate/.test(messageOf(error));

function aptError(error: unknown): WardrobeError {
  if (error instanceof WardrobeError) return error;
  const text = messageOf(error);
  if (/No space left/.test(text))
    return new WardrobeError('disk', 'The disk is full.', 'Free some space and try again.');
  const line = text.split('\n').find((entry) => entry.startsWith('E: ')) ?? text.split('\n')[0] ?? '';
  const isOffline =
    /Temporary failure resolving|Could not (?:resolve|connect)|Failed to fetch|Unable to connect/.test(text);
  const reason = isOffline ? "Debian's package servers could not be reached" : line.replace(/^E: /, '');
  return new WardrobeError(
    isOffline ? 'offline' : 'not-found',
    `${reason}.`.replace(/\.\.$/, '.'),
    undefined,
    {
      cause: error,
    },
  );
}
