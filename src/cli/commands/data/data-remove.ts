import { DataLibrary } from '#core/data/library/data-library';
import { WardrobeError } from '#core/domain/errors';
import { homeFolder, runsFolder } from '#core/folders';
import { RunStore } from '#core/runs/store/run-store';
import { jsonOption, type AddCommand, type JsonOption } from '../../command';

export const addDataRemove: AddCommand = (data, carryOut) => {
  data
    .command('remove')
    .description('delete a data set for good; runs on it stay and still classify pictures')
    .argument('<id>', 'as data list gives it')
    .option(...jsonOption)
    .action(async (id: string, { json = false }: JsonOption) =>
      carryOut(json, async (terminal) => {
        const home = homeFolder(terminal.io.env);
        await refuseWhileTrained(home, id);
        await new DataLibrary(home).remove(id);
        terminal.answer({ event: 'removed', data: id }, `Removed ${id}.`);
        return 0;
      }),
    );
};

async function refuseWhileTrained(home: string, id: string): Promise<void> {
  const store = new RunStore(runsFolder(home));
  await store.markInterrupted().catch(() => undefined);
  const { runs } = await store.list();
  const run = runs.find(({ status, dataSet }) => status === 'running' && dataSet.id === id);
  if (run)
    throw new WardrobeError(
      'busy',
      `The run ${run.id} is being trained on ${id}.`,
      'Wait until it is done, or stop it.',
    );
}
