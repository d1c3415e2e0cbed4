import { isDatasetThere } from '#core/dataset/read-dataset';
import { dataFolder, homeFolder, runsFolder } from '#core/folders';
import { findPreset } from '#core/model/presets';
import { trainingPlanSchema, type TrainingPlan } from '#core/model/training-plan';
import { newRunId } from '#core/runs/run-writer';
import { threadSettings } from '#core/tensorflow/thread-settings';
import type { EngineChoice } from '#core/training/engine-choice';
import { trainRun } from '#core/training/train-run';
import { TrainingControl } from '#core/training/training-control';
import { jsonOption, type AddCommand, type JsonOption } from '../command';
import { fetchDataset } from '../fetch-dataset';
import { duration, percent } from '../format';
import { trainOptions } from '../options';
import type { Terminal } from '../terminal';
import { trainingReporter } from '../training-reporter';

interface Options extends JsonOption {
  preset: string;
  epochs?: number;
  batchSize?: number;
  learningRate?: number;
  seed?: number;
  engine: EngineChoice['engine'];
  device: EngineChoice['device'];
  name?: string;
  stopAfterSteps?: number;
}

export const addTrain: AddCommand = (program, carryOut) => {
  const command = program
    .command('train')
    .description('train a model and store it as a run; Ctrl-C stops and keeps it, a second Ctrl-C quits')
    .option(...jsonOption);
  for (const option of trainOptions) command.addOption(option);
  command.action(async (options: Options) =>
    carryOut(options.json ?? false, (terminal) => train(options, terminal)),
  );
};

async function train(options: Options, terminal: Terminal): Promise<number> {
  const { env } = terminal.io;
  const home = homeFolder(env);
  const plan = planOf(options);
  const choice: EngineChoice = { engine: options.engine, device: options.device };
  await seeToDataset(dataFolder(home), terminal);
  // TensorFlow reads them when it loads, which is later.
  for (const [name, value] of Object.entries(threadSettings(choice))) process.env[name] ??= value;

  const control = new TrainingControl({ stopAfterSteps: options.stopAfterSteps ?? null });
  const listenNoMore = terminal.io.onInterrupt((signal) => {
    // A terminal that closes, or a supervisor that insists, must not cost what a Ctrl-C has saved.
    if (control.stopRequest) return signal === 'SIGINT' ? terminal.io.quit(130) : undefined;
    control.stop(true);
    terminal.note('Stopping; what was learnt is kept. Ctrl-C again quits at once.');
  });
  const runId = newRunId(new Date(), plan.preset);
  try {
    const { outcome, engine, evaluation, seconds, folder } = await trainRun({
      runId,
      name: options.name ?? findPreset(plan.preset)?.name ?? plan.preset,
      plan,
      choice,
      dataFolder: dataFolder(home),
      runsFolder: runsFolder(home),
      control,
      observers: [trainingReporter(terminal)],
    });
    if (outcome === 'discarded') {
      terminal.answer(
        { event: 'done', run: runId, folder: null, outcome, accuracy: null, loss: null, seconds, engine },
        'Stopped before the first step: there is nothing to keep, and no run was stored.',
      );
      return 1;
    }
    const { accuracy = null, loss = null } = evaluation ?? {};
    terminal.answer(
      { event: 'done', run: runId, folder, outcome, accuracy, loss, seconds, engine },
      `${outcome === 'completed' ? 'Trained' : 'Stopped'} after ${duration(seconds)}: ` +
        `${percent(accuracy ?? 0, 2)} of the test pictures named rightly.\nSaved as ${runId} in ${folder}`,
    );
    return 0;
  } finally {
    listenNoMore();
  }
}

function planOf({ preset, epochs, batchSize, learningRate, seed }: Options): TrainingPlan {
  const given = Object.entries({ epochs, batchSize, learningRate, seed }).filter(
    ([, value]) => value !== undefined,
  );
  return trainingPlanSchema.parse({ ...findPreset(preset)?.plan, ...Object.fromEntries(given) });
}

/** Gets the data set when it is not there yet, or not all of it. */
async function seeToDataset(folder: string, terminal: Terminal): Promise<void> {
  if (await isDatasetThere(folder)) return;
  terminal.note('The data set is not here yet: getting it first.');
  await fetchDataset(folder, terminal);
}
