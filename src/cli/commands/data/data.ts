import { InvalidArgumentError } from 'commander';
import { resolve } from 'node:path';
import { pictureCount } from '#core/domain/data-set';
import { inspectDataset } from '#core/data/fashion-mnist/inspect-dataset';
import { dataFolder, homeFolder } from '#core/folders';
import type { AddCommand, JsonOption } from '../../command';
import { jsonOption } from '../../command';
import { firstDataSet } from '../../data-set';
import { fetchDataset } from '../../fetch-dataset';
import { addDataImport } from './data-import';
import { addDataList } from './data-list';
import { addDataRemove } from './data-remove';
import { addDataShow } from './data-show';

interface Options extends JsonOption {
  from?: string;
}

const subcommands: readonly AddCommand[] = [addDataImport, addDataList, addDataShow, addDataRemove];

export const addData: AddCommand = (program, carryOut) => {
  const data = program
    .command('data')
    .description(`get and check ${firstDataSet.name}; import, list, show and remove data sets`)
    // So that options after a subcommand are the subcommand's.
    .enablePositionalOptions()
    .option('--from <dir>', 'take it from this folder: the four IDX files, also compressed by gzip', folder)
    .option(...jsonOption)
    .action(async ({ from, json = false }: Options) =>
      carryOut(json, async (terminal) => {
        const target = dataFolder(homeFolder(terminal.io.env));
        const source = await fetchDataset(target, terminal, from);
        const info = await inspectDataset(target);
        const [train, test] = [
          pictureCount(info?.trainPerClass ?? []),
          pictureCount(info?.testPerClass ?? []),
        ];
        terminal.answer(
          { event: 'data', folder: target, source, train, test, sharedWithTrain: info?.sharedWithTrain },
          `${firstDataSet.name} is in ${target} (from ${source}): ` +
            `${train} pictures to train on, ${test} to test on, checked by SHA-256.`,
        );
        return 0;
      }),
    );
  for (const add of subcommands) add(data, carryOut);
};

function folder(text: string): string {
  if (text.trim() !== '') return resolve(text);
  throw new InvalidArgumentError('It names no folder.');
}
