import type { PageId } from '../state/app-state.svelte';

/** What is done with what is dropped on the window. */
export type DropUse = 'classify' | 'import';

/** How far into a folder is looked to tell one of loose pictures from one with a folder for each class. */
const peekedEntries = 2_000;

/** A zip, IDX or CSV file by its name: a data set is made of it, and it is never classified. */
export function isDataFile(name: string): boolean {
  return /\.(zip|csv|idx|gz)$|idx\d-ubyte$|-ubyte$/i.test(name);
}

/**
 * What will probably be done, while only the types of what is dragged are known: a folder has none, and neither have some files.
 */
export function useOfDrag(types: readonly string[], page: PageId): DropUse {
  if (types.some((type) => /zip|csv/.test(type))) return 'import';
  if (page === 'classify') return 'classify';
  return types.some((type) => type === '' || type.includes('directory')) ? 'import' : 'classify';
}

/**
 * What is done: a zip, IDX or CSV file becomes a data set, and so does a folder that holds folders or such files. Loose pictures and a
 * folder of them are classified, and in the Classify step so is every folder.
 */
export async function useOfDrop(entries: readonly FileSystemEntry[], page: PageId): Promise<DropUse> {
  if (entries.some(({ isFile, name }) => isFile && isDataFile(name))) return 'import';
  if (page === 'classify') return 'classify';
  for (const entry of entries) if (entry.isDirectory && (await holdsASet(entry))) return 'import';
  return 'classify';
}

async function holdsASet(folder: FileSystemEntry): Promise<boolean> {
  const reader = (folder as FileSystemDirectoryEntry).createReader();
  for (let seen = 0; seen < peekedEntries;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) =>
      reader.readEntries(resolve, () => resolve([])),
    );
    if (some.length === 0) return false;
    if (some.some(({ isDirectory, name }) => (isDirectory && !name.startsWith('.')) || isDataFile(name)))
      return true;
    seen += some.length;
  }
  return false;
}
