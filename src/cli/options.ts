import { InvalidArgumentError, Option } from 'commander';
import { recipes } from '#core/model/presets';
import { findSetting } from '#core/model/settings/plan-settings';
import { bounds } from '#core/model/training-plan';
import { hasControlCharacters, longestRunName } from '#core/domain/run-name';
import { dataOption } from './data-option';

interface Bound {
  min: number;
  max: number;
}

/** A parser for commander that explains what is allowed. */
export const numberWithin =
  ({ min, max }: Bound, whole: boolean) =>
  (text: string): number => {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (value >= min && value <= max && (!whole || Number.isInteger(value))) return value;
    throw new InvalidArgumentError(`It is ${whole ? 'a whole number' : 'a number'} from ${min} to ${max}.`);
  };

const setting = (flags: string, words: string, bound: Bound, whole: boolean): Option =>
  new Option(flags, `${words}, ${bound.min} to ${bound.max}`).argParser(numberWithin(bound, whole));

/** An option for a setting of the plan, in the words and bounds of the form. */
function planOption(flags: string, path: string, before = ''): Option {
  const found = findSetting(path);
  if (found?.kind !== 'number' || found.max === null) throw new Error(`"${path}" is no number with bounds.`);
  const { about, min, max, whole } = found;
  const words = `${about.charAt(0).toLowerCase()}${about.slice(1, -1)}`;
  return setting(flags, before + words, { min, max }, whole);
}

/** The same for one of a few values. */
function choiceOption(flags: string, path: string): Option {
  const found = findSetting(path);
  if (found?.kind !== 'choice') throw new Error(`"${path}" is no choice.`);
  const words = found.options.map(({ value, about = '' }) => `${value}: ${about}`).join(' ');
  return new Option(flags, words).choices(found.options.map(({ value }) => value));
}

const stopAfterSteps = setting(
  '--stop-after-steps <n>',
  'stop and keep after so many steps',
  { min: 1, max: 1e9 },
  true,
);

export const trainOptions: readonly Option[] = [
  dataOption(),
  new Option('--preset <id>', 'the model').choices(recipes.map(({ id }) => id)).default('classic'),
  new Option('--plan <file>', 'all settings, as JSON, as the Model step shows them').conflicts('preset'),
  new Option(
    '--repeat <run>',
    'the plan of a stored run, trained the way it was: its id, its folder, or latest',
  ).conflicts(['preset', 'plan']),
  planOption('--epochs <n>', 'epochs'),
  planOption('--batch-size <n>', 'batchSize'),
  planOption('--learning-rate <x>', 'learningRate'),
  planOption('--seed <n>', 'seed'),
  choiceOption('--class-weights <how>', 'classWeights'),
  planOption('--patience <n>', 'earlyStopping.patience', 'stop early, and keep the best epoch: '),
  new Option('--engine <which>', 'graph needs TensorFlow, layers runs everywhere')
    .choices(['auto', 'graph', 'layers'])
    .default('auto'),
  new Option('--device <which>', 'where to compute').choices(['auto', 'cpu', 'gpu']).default('auto'),
  new Option('--way <how>', 'how the steps run; auto lets a short race decide, or keeps what --repeat had')
    .choices(['auto', 'scheduled', 'compiled'])
    .default('auto'),
  new Option(
    '--bits <which>',
    'on a GPU: whatever is fastest (fast unless told), or the same bits each time',
  ).choices(['fast', 'exact']),
  new Option('--name <text>', `what to call the run, up to ${longestRunName} characters`).argParser(runName),
  stopAfterSteps,
];

export const resumeOptions: readonly Option[] = [
  setting('--epochs <n>', 'train up to so many epochs in all', bounds.epochs, true),
  stopAfterSteps,
];

function runName(text: string): string {
  const name = text.trim();
  if (name.length === 0 || name.length > longestRunName)
    throw new InvalidArgumentError(`It has 1 to ${longestRunName} characters.`);
  if (hasControlCharacters(name))
    throw new InvalidArgumentError('It is one line of text without control characters.');
  return name;
}
