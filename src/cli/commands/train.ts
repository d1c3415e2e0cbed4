import type { DataSet } from '#core/domain/data-set';
import type { Bits, EngineChoice, EngineDescription, Way } from '#core/domain/engine';
import { homeFolder, runsFolder } from '#core/folders';
import { findPreset, findRecipe } from '#core/model/presets';
import { trainingPlanSchema, type TrainingPlan } from '#core/model/training-plan';
import { choiceOf, withBits } from '#core/pace/ways-to-train';
import { RunStore, type RunDetails } from '#core/runs/store/run-store';
import { newRunId } from '#core/runs/write/run-writer';
import { trainRun } from '#core/training/train-run';
import { jsonOption, type AddCommand, type JsonOption } from '../command';
import { findDataSet } from '../data-set';
import { trainOptions } from '../options';
import { readPlanFile } from '../read-plan-file';
import { runTraining } from '../run-training';
import type { Terminal } from '../terminal';

interface Options extends JsonOption {
  data?: string;
  preset: string;
  plan?: string;
  epochs?: number;
  batchSize?: number;
  learningRate?: number;
  seed?: number;
  classWeights?: TrainingPlan['classWeights'];
  patience?: number;
  engine: EngineChoice['engine'];
  device: EngineChoice['device'];
  way: Way | 'auto';
  bits?: Bits;
  repeat?: string;
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
  const repeated = options.repeat === undefined ? null : await storedRun(options.repeat, terminal);
  const dataSet =
    repeated && options.data === undefined ? repeated.dataSet : await findDataSet(options.data, terminal);
  const plan = await planOf(options, dataSet, repeated?.summary.plan);
  const { id, version } = dataSet;
  const choice = choiceFor(options, repeated?.summary.engine ?? null);
  const name = options.name ?? repeated?.summary.name ?? findRecipe(plan.preset)?.name ?? plan.preset;
  return runTraining(terminal, {
    runId: newRunId(new Date(), plan.preset),
    choice,
    dataSet,
    stopAfterSteps: options.stopAfterSteps,
    work: (common) => trainRun({ ...common, name, data: { id, version }, plan, choice }),
  });
}

async function storedRun(run: string, terminal: Terminal): Promise<RunDetails> {
  const store = new RunStore(runsFolder(homeFolder(terminal.io.env)));
  return store.get(await store.find(run));
}

/** What was asked for; what was left open is as it was in the run that is repeated. */
function choiceFor({ engine, device, way, bits }: Options, before: EngineDescription | null): EngineChoice {
  const then = before && choiceOf(before);
  const agrees =
    then !== null &&
    (engine === 'auto' || engine === then.engine) &&
    (device === 'auto' || device === then.device);
  const choice: EngineChoice = { ...(agrees ? then : { engine, device }), ...(way !== 'auto' && { way }) };
  return withBits(choice, bits ?? choice.bits);
}

/** The preset, the plan in the file or that of the run to repeat, with the settings that were given on top. */
async function planOf(
  { preset, plan, ...options }: Options,
  dataSet: DataSet,
  repeated?: TrainingPlan,
): Promise<TrainingPlan> {
  const { epochs, batchSize, learningRate, seed, classWeights, patience } = options;
  const base =
    repeated ?? (plan === undefined ? findPreset(preset, dataSet)?.plan : await readPlanFile(plan, dataSet));
  const earlyStopping = patience === undefined ? undefined : { ...base?.earlyStopping, patience };
  const settings = { epochs, batchSize, learningRate, seed, classWeights, earlyStopping };
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  return trainingPlanSchema.parse({ ...base, ...Object.fromEntries(given) });
}
