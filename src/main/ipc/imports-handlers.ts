import type { importsContract } from '#shared/contracts/imports';
import type { HandlersOf } from '#shared/define-contract';
import type { ImportService } from '../imports/import-service';

/** `choose` asks the user for a folder or for files; null when they cancel. */
export function importsHandlers(
  imports: ImportService,
  choose: (kind: 'folder' | 'files') => Promise<string[] | null>,
): HandlersOf<typeof importsContract> {
  return {
    state: () => imports.state(),
    look: ({ paths }) => imports.look(paths),
    choose: async ({ kind }) => {
      const paths = await choose(kind);
      if (paths === null) return false;
      imports.look(paths);
      return true;
    },
    read: ({ indices }) => imports.read(indices),
    begin: (options) => imports.begin(options),
    next: async () => {
      const lot = await imports.next();
      if (!lot) return null;
      const { height, width, channels } = lot.shape;
      return { ...lot, shape: { height, width, channels: channels === 1 ? 1 : 3 } };
    },
    take: (lot) => imports.take(lot),
    cancel: () => imports.cancel(),
    captured: ({ options, classes }) => imports.captured(options, classes),
  };
}
