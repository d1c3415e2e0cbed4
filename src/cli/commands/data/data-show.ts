import { DataLibrary } from '#core/data/library/data-library';
import type { LibraryEntry } from '#core/data/library/library-types';
import { openDataSet } from '#core/data/open-data-set';
import { pictureCount } from '#core/domain/data-set';
import { homeFolder } from '#core/folders';
import { jsonOption, type AddCommand, type JsonOption } from '../../command';
import { megabytes, table } from '../../format';
import { setEvent } from './set-event';

export const addDataShow: AddCommand = (data, carryOut) => {
  data
    .command('show')
    .description('say what is in a data set, and check all of it')
    .argument('<id>', 'as data list gives it')
    .option(...jsonOption)
    .action(async (id: string, { json = false }: JsonOption) =>
      carryOut(json, async (terminal) => {
        const home = homeFolder(terminal.io.env);
        const entry = await new DataLibrary(home).describe(id);
        terminal.progress('Checking the data set …');
        if (entry.folder !== null) await openDataSet(home, id);
        terminal.answer(setEvent(entry), report(entry));
        return 0;
      }),
    );
};

function report({ dataSet, folder, bytes, versions }: LibraryEntry): string {
  const { name, version, classes, parts, words, provenance, licence } = dataSet;
  const [train, test] = [pictureCount(parts.train), pictureCount(parts.test)];
  const classRows = classes.map((one, label) => [one, `${parts.train[label]}`, `${parts.test[label]}`]);
  return [
    `${name}, version ${version}`,
    words.about,
    `From ${provenance}${licence === null ? '' : `, licence ${licence}`}`,
    folder === null
      ? 'It is not on this computer yet.'
      : `It is in ${folder}, ${megabytes(bytes)}, checked by SHA-256.`,
    '',
    table([['Class', 'To train', 'To test'], ...classRows, ['All', `${train}`, `${test}`]], [1, 2]),
    '',
    table([
      ['Version', 'Made at', 'What was done'],
      ...versions.map((one) => [one.version, one.createdAt, one.change]),
    ]),
  ].join('\n');
}
