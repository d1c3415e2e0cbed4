import { stat } from 'node:fs/promises';
import type { DatasetFiles } from '../fashion-mnist';
import { folderSource } from './folder-source';
import type { DatasetSource } from './source';

/** Where Debian's package dataset-fashion-mnist puts its files. */
export const debianFolder = '/usr/share/datasets/fashion-mnist';

/** The files of Debian's package where it is installed. */
export function debianFolderSource(files: DatasetFiles): DatasetSource {
  return {
    ...folderSource(debianFolder, files),
    isHere: () =>
      stat(debianFolder).then(
        (found) => found.isDirectory(),
        () => false,
      ),
  };
}
