import { findLimits, isSystemFile, tooManyFiles, type Found } from './found-file';

interface Place {
  entry: FileSystemEntry;
  depth: number;
}

/**
 * Every file of dropped files and folders, folder by folder in the order the system gives, as it is found. What can't be
 * read is told and the rest goes on; past the limits one last word says what was left out.
 */
export async function* walkEntries(
  entries: readonly FileSystemEntry[],
  limits = findLimits,
): AsyncGenerator<Found> {
  const waiting: Place[] = entries.map((entry) => ({ entry, depth: 0 }));
  let [files, folders, tooDeep] = [0, 0, false];
  for (let place = waiting.shift(); place; place = waiting.shift()) {
    const { entry, depth } = place;
    if (depth > 0 && isSystemFile(entry.name)) continue;
    if (isFile(entry)) {
      if (files++ === limits.files) return yield tooManyFiles(limits.files);
      yield await fileOf(entry);
    } else if (isDirectory(entry)) {
      if (depth === limits.depth) {
        tooDeep = true;
        continue;
      }
      if (folders++ === limits.folders) return yield tooManyFolders(limits.folders);
      const room = limits.files - files - waiting.length + 1;
      try {
        const inside = await childrenOf(entry, Math.max(1, room));
        waiting.push(...inside.map((child) => ({ entry: child, depth: depth + 1 })));
      } catch {
        yield lost(entry, 'The folder can’t be read.', 'You may not be allowed to open it.');
      }
    }
  }
  if (tooDeep) yield tooDeeplyNested(limits.depth);
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isDirectory = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
const nameOf = (entry: FileSystemEntry): string => entry.fullPath.replace(/^\//, '') || entry.name;

async function fileOf(entry: FileSystemFileEntry): Promise<Found> {
  try {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return { kind: 'file', name: nameOf(entry), file };
  } catch {
    return lost(
      entry,
      'The file can’t be read.',
      'It may have been moved, or you may not be allowed to open it.',
    );
  }
}

/** The first entries of a folder, at least `room` of them if there are so many: readEntries gives them in lots. */
async function childrenOf(folder: FileSystemDirectoryEntry, room: number): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const children: FileSystemEntry[] = [];
  while (children.length < room) {
    const lot = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (lot.length === 0) break;
    children.push(...lot);
  }
  return children;
}

function lost(entry: FileSystemEntry, message: string, hint: string): Found {
  return { kind: 'lost', name: nameOf(entry), error: { kind: 'not-found', message, hint } };
}

function tooManyFolders(limit: number): Found {
  const error = {
    kind: 'too-large',
    message: `Only the first ${limit.toLocaleString('en-GB')} folders were looked through.`,
    hint: 'Drop the others on their own.',
  } as const;
  return { kind: 'left-out', error };
}

function tooDeeplyNested(depth: number): Found {
  const error = {
    kind: 'too-large',
    message: `Folders more than ${depth} deep were left out.`,
    hint: 'Drop them on their own.',
  } as const;
  return { kind: 'left-out', error };
}
