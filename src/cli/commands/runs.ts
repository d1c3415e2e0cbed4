import { accuracyInterval } from '#core/evaluation/accuracy-interval';
import { homeFolder, runsFolder } from '#core/folders';
import { RunStore } from '#core/runs/store/run-store';
import { jsonOption, type AddCommand, type JsonOption } from '../command';
import { duration, percent, table } from '../format';

export const addRuns: AddCommand = (program, carryOut) => {
  program
    .command('runs')
    .description('list the stored runs, newest first')
    .option(...jsonOption)
    .action(async ({ json = false }: JsonOption) =>
      carryOut(json, async (terminal) => {
        const folder = runsFolder(homeFolder(terminal.io.env));
        const store = new RunStore(folder);
        // A folder that can't be written to can be listed all the same.
        await store.markInterrupted().catch(() => undefined);
        const { runs, unreadable } = await store.list();
        for (const run of runs)
          terminal.answer({ event: 'run', ...run, interval: accuracyInterval(run) }, null);
        for (const { folder: damaged, message, newer } of unreadable) {
          terminal.answer({ event: 'unreadable', folder: damaged, message, newer }, null);
          terminal.note(`${damaged}: ${message}`);
        }
        if (terminal.json) return 0;
        if (runs.length === 0) {
          terminal.note(`There are no runs in ${folder}. Train one: wardrobe train`);
          return 0;
        }
        const rows = runs.map((run) => [
          run.id,
          `${run.starred ? '* ' : ''}${run.name}`,
          run.dataSet.name,
          run.status,
          run.testAccuracy === null ? '–' : percent(run.testAccuracy, 2),
          accuracyInterval(run)
            ?.map((end) => (100 * end).toFixed(1))
            .join('–') ?? '–',
          `${run.parameters}`,
          `${run.plan.epochs}`,
          run.seconds === null ? '–' : duration(run.seconds),
          run.engine ? `${run.engine.device}, ${run.engine.library}` : '–',
        ]);
        const heading = [
          'Run',
          'Name',
          'Data set',
          'State',
          'Accuracy',
          '95 %',
          'Parameters',
          'Epochs',
          'Time',
          'Trained on',
        ];
        terminal.io.out(`${table([heading, ...rows], [4, 5, 6, 7, 8])}\n`);
        return 0;
      }),
    );
};
