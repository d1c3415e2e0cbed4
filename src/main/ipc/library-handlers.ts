import type { libraryContract } from '#shared/contracts/library';
import type { HandlersOf } from '#shared/define-contract';
import type { LibraryService } from '../library/library-service';

/** `showFolder` opens a folder in the file manager. */
export function libraryHandlers(
  library: LibraryService,
  showFolder: (folder: string) => Promise<void>,
): HandlersOf<typeof libraryContract> {
  return {
    list: () => library.list(),
    choose: ({ id }) => library.choose(id),
    samples: ({ id, count }) => library.samples(id, count),
    change: ({ id, change }) => library.change(id, change),
    remove: ({ id }) => library.remove(id),
    putBack: ({ id }) => library.putBack(id),
    showFolder: ({ id }) => showFolder(library.folderOf(id)),
  };
}
