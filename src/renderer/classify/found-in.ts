import { findLimits, isSystemFile, tooManyFiles, type Found } from './found-file';
import { walkEntries } from './walk-entries';

/** What was dropped: files, and folders with all that is in them. Must be called within the drop event. */
export function foundInDrop(transfer: DataTransfer): AsyncIterable<Found> {
  const items = [...transfer.items].filter((item) => item.kind === 'file');
  // Some files have no entry in a file system: those made by a program, or dragged out of an archive.
  const entries = items.map((item) => item.webkitGetAsEntry());
  const files = items.filter((_, index) => !entries[index]).map((item) => item.getAsFile());
  return concatenated(
    foundInFiles(files.filter((file) => file !== null)),
    walkEntries(entries.filter((entry) => entry !== null)),
  );
}

/** What was picked or pasted. Files of a picked folder are named by their path in it. */
export async function* foundInFiles(files: Iterable<File>, limit = findLimits.files): AsyncGenerator<Found> {
  let count = 0;
  for (const file of files) {
    if (file.webkitRelativePath && isSystemFile(file.name)) continue;
    if (count++ === limit) return yield tooManyFiles(limit);
    yield { kind: 'file', name: file.webkitRelativePath || file.name, file };
  }
}

async function* concatenated<T>(...sources: AsyncIterable<T>[]): AsyncGenerator<T> {
  for (const source of sources) yield* source;
}
