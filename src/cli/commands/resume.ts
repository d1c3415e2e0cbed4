import { WardrobeError } from '#core/domain/errors';
import { homeFolder, runsFolder } from '#core/folders';
import { RunStore } from '#core/runs/store/run-store';
import { resumeRun } from '#core/training/resume-run';
import { jsonOption, type AddCommand, type JsonOption } from '../command';
import { resumeOptions } from '../options';
import { runTraining } from '../run-training';
import type { Terminal } from '../terminal';

interface Options extends JsonOption {
  epochs?: number;
  stopAfterSteps?: number;
}

export const addResume: AddCommand = (program, carryOut) => {
  const command = program
    .command('resume')
    .description(
      'go on with a run that was stopped or cut off, exactly where it stands; with --epochs, also with one that has finished',
    )
    .argument('<run>', 'its id, its folder, or latest: the newest that was stopped or cut off')
    .option(...jsonOption);
  for (const option of resumeOptions) command.addOption(option);
  command.action(async (run: string, options: Options) =>
    carryOut(options.json ?? false, (terminal) => resume(run, options, terminal)),
  );
};

async function resume(run: string, { epochs, stopAfterSteps }: Options, terminal: Terminal): Promise<number> {
  const store = new RunStore(runsFolder(homeFolder(terminal.io.env)));
  // What a crash left behind is marked as cut off; a folder that can't be written to is told of later.
  await store.markInterrupted().catch(() => undefined);
  const runId = run === 'latest' ? await latest(store) : await store.find(run);
  // Refuses before anything is fetched or loaded.
  const { choice } = await store.goingOn(runId, epochs ?? null);
  const { dataSet } = await store.get(runId);
  return runTraining(terminal, {
    runId,
    choice,
    dataSet,
    stopAfterSteps,
    work: (common) => resumeRun({ ...common, epochs: epochs ?? null }),
  });
}

async function latest(store: RunStore): Promise<string> {
  const { runs } = await store.list();
  const found = runs.find(({ status, resumable }) => resumable !== null && status !== 'completed');
  if (found) return found.id;
  throw new WardrobeError(
    'not-found',
    'No run was stopped or cut off.',
    'To train a finished run further, give its id and a new total of epochs: resume <run> --epochs <n>.',
  );
}
