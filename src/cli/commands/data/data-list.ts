import { DataLibrary } from '#core/data/library/data-library';
import type { LibraryEntry } from '#core/data/library/library-types';
import { pictureCount } from '#core/domain/data-set';
import { homeFolder } from '#core/folders';
import { jsonOption, type AddCommand, type JsonOption } from '../../command';
import { megabytes, table } from '../../format';
import { setEvent } from './set-event';

export const addDataList: AddCommand = (data, carryOut) => {
  data
    .command('list')
    .description('list the data sets of the library')
    .option(...jsonOption)
    .action(async ({ json = false }: JsonOption) =>
      carryOut(json, async (terminal) => {
        const library = new DataLibrary(homeFolder(terminal.io.env));
        // A folder that can't be written to can be listed all the same.
        await library.tidy().catch(() => undefined);
        const { sets, unreadable } = await library.list();
        for (const set of sets) terminal.answer(setEvent(set), null);
        for (const { id, folder, message } of unreadable) {
          terminal.answer({ event: 'unreadable', data: id, folder, message }, null);
          terminal.note(`${folder}: ${message}`);
        }
        if (!terminal.json) terminal.io.out(`${overview(sets)}\n`);
        return 0;
      }),
    );
};

function overview(sets: readonly LibraryEntry[]): string {
  const rows = sets.map(({ dataSet, folder, bytes }) => {
    const { id, name, version, classes, shape, parts } = dataSet;
    return [
      id,
      name,
      `${classes.length}`,
      `${shape.width} × ${shape.height} ${shape.channels === 1 ? 'grey' : 'colour'}`,
      pictureCount(parts.train).toLocaleString('en'),
      pictureCount(parts.test).toLocaleString('en'),
      version,
      folder === null ? 'not here yet' : megabytes(bytes),
    ];
  });
  const heading = ['Data set', 'Name', 'Classes', 'Pictures', 'To train', 'To test', 'Version', 'Size'];
  return table([heading, ...rows], [2, 4, 5, 6, 7]);
}
