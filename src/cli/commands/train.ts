import type { EngineChoice } from '#core/domain/engine';
import { findPreset } from '#core/model/presets';
import { trainingPlanSchema, type TrainingPlan } from '#core/model/training-plan';
import { newRunId } from '#core/runs/write/run-writer';
import { trainRun } from '#core/training/train-run';
import { jsonOption, type AddCommand, type JsonOption } from '../command';
import { trainOptions } from '../options';
import { readPlanFile } from '../read-plan-file';
import { runTraining } from '../run-training';
import type { Terminal } from '../terminal';

interface Options extends JsonOption {
  preset: string;
  plan?: string;
  epochs?: number;
  batchSize?: number;
  learningRate?: number;
  seed?: number;
  patience?: number;
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
  const plan = await planOf(options);
  const choice: EngineChoice = { engine: options.engine, device: options.device };
  const name = options.name ?? findPreset(plan.preset)?.name ?? plan.preset;
  return runTraining(terminal, {
    runId: newRunId(new Date(), plan.preset),
    choice,
    stopAfterSteps: options.stopAfterSteps,
    work: (common) => trainRun({ ...common, name, plan, choice }),
  });
}

/** The preset or the plan in the file, with the settings that were given on top. */
async function planOf({ preset, plan, ...options }: Options): Promise<TrainingPlan> {
  const { epochs, batchSize, learningRate, seed, patience } = options;
  const base = plan === undefined ? findPreset(preset)?.plan : await readPlanFile(plan);
  const earlyStopping = patience === undefined ? undefined : { ...base?.earlyStopping, patience };
  const given = Object.entries({ epochs, batchSize, learningRate, seed, earlyStopping }).filter(
    ([, value]) => value !== undefined,
  );
  return trainingPlanSchema.parse({ ...base, ...Object.fromEntries(given) });
}
