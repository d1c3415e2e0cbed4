import { InvalidArgumentError, Option } from 'commander';
import { presets } from '#core/model/presets';
import { bounds } from '#core/model/training-plan';
import { hasControlCharacters, longestRunName } from '#core/model/run-name';

interface Bound {
  min: number;
  max: number;
}

/** A parser for commander that explains what is allowed. */
const numberWithin =
  ({ min, max }: Bound, whole: boolean) =>
  (text: string): number => {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (value >= min && value <= max && (!whole || Number.isInteger(value))) return value;
    throw new InvalidArgumentError(`It is ${whole ? 'a whole number' : 'a number'} from ${min} to ${max}.`);
  };

const setting = (flags: string, words: string, bound: Bound, whole: boolean): Option =>
  new Option(flags, `${words}, ${bound.min} to ${bound.max}`).argParser(numberWithin(bound, whole));

const stopAfterSteps = setting(
  '--stop-after-steps <n>',
  'stop and keep after so many steps',
  { min: 1, max: 1e9 },
  true,
);

export const trainOptions: readonly Option[] = [
  new Option('--preset <id>', 'the model').choices(presets.map(({ id }) => id)).default('classic'),
  setting('--epochs <n>', 'times through the training pictures', bounds.epochs, true),
  setting('--batch-size <n>', 'pictures a step', bounds.batchSize, true),
  setting('--learning-rate <x>', 'how far a step goes', bounds.learningRate, false),
  setting('--seed <n>', 'decides every random number', bounds.seed, true),
  setting(
    '--patience <n>',
    'stop early after so many epochs without a better validation loss, and keep the best model',
    bounds.patience,
    true,
  ),
  new Option('--engine <which>', 'graph needs TensorFlow, layers runs everywhere')
    .choices(['auto', 'graph', 'layers'])
    .default('auto'),
  new Option('--device <which>', 'where to compute').choices(['auto', 'cpu', 'gpu']).default('auto'),
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
