import { mostShiftOf } from '../../augmentation/augmentation';
import type { ModelTask } from '../../domain/data-set';
import type { Optimizer, Schedule, TrainingPlan } from '../training-plan';
import { settingsOf } from './make-setting';
import type { Setting } from './setting';

const basics = settingsOf('basics');
const optimizer = settingsOf('optimizer');
const schedule = settingsOf('schedule');
const generalizing = settingsOf('generalizing');
const augmentation = settingsOf('augmentation');
const validation = settingsOf('validation');

const withOptimizer = (...is: Optimizer['type'][]) => ({ when: { path: 'optimizer.type', is } });
const withSchedule = (...is: Schedule['type'][]) => ({ when: { path: 'schedule.type', is } });
const whenOn = (path: string) => ({ when: { path, is: [true] } });

/** Every setting of a plan but its layers, in the form's order. */
export const planSettings: readonly Setting[] = [
  basics.number('epochs', { label: 'Epochs', about: 'Times it sees every training picture.', initial: 5 }),
  basics.number('batchSize', {
    label: 'Batch size',
    about: 'Pictures between two corrections.',
    initial: 32,
  }),
  basics.number('learningRate', {
    label: 'Learning rate',
    about: 'How far each correction goes. 0.001 suits Adam, 0.01 SGD.',
    initial: 0.001,
  }),
  basics.choice('optimizer.type', { label: 'Optimizer', about: 'How corrections are made.' }, {
    adam: ['Adam', 'Adam adapts the learning rate of each weight.'],
    adamw: ['AdamW', 'AdamW is Adam that also keeps the weights small.'],
    sgd: ['SGD', 'SGD is the plain way; momentum makes it faster.'],
  } satisfies Record<Optimizer['type'], [string, string]>),
  basics.number('seed', {
    label: 'Seed',
    about: 'Decides every random number: the same seed gives the same run.',
    initial: 1,
  }),

  optimizer.number('optimizer.momentum', {
    label: 'Momentum',
    about: 'How much of the last correction carries on; 0.9 is usual.',
    initial: 0.9,
    ...withOptimizer('sgd'),
  }),
  optimizer.toggle('optimizer.nesterov', {
    label: 'Nesterov',
    about: 'Looks ahead along the momentum before it corrects.',
    ...withOptimizer('sgd'),
  }),
  optimizer.number('optimizer.beta1', {
    label: 'Beta 1',
    about: 'How much of the earlier gradients carries on; 0.9 is usual.',
    ...withOptimizer('adam', 'adamw'),
  }),
  optimizer.number('optimizer.beta2', {
    label: 'Beta 2',
    about: 'The same for their squares, which scale each weight’s learning rate; 0.999 is usual.',
    ...withOptimizer('adam', 'adamw'),
  }),
  optimizer.number('optimizer.epsilon', {
    label: 'Epsilon',
    about: 'Keeps the learning rate finite where gradients vanish.',
    ...withOptimizer('adam', 'adamw'),
  }),
  optimizer.number('optimizer.weightDecay', {
    label: 'Weight decay',
    about: 'How strongly each step pulls the weights to zero.',
    ...withOptimizer('adamw'),
  }),
  optimizer.toggle('clipNorm?', {
    label: 'Clip gradients',
    about: 'Shortens corrections that would go too far, so that one batch can’t ruin the run.',
  }),
  optimizer.number('clipNorm', {
    label: 'Longest gradient',
    about: 'Length that gradients are cut to, all weights together.',
    initial: 1,
    ...whenOn('clipNorm?'),
  }),

  schedule.choice(
    'schedule.type',
    { label: 'Schedule', about: 'How the learning rate changes over the run.' },
    {
      constant: ['Constant', 'It stays as it is.'],
      warmup: ['Warm-up', 'It grows from zero, then stays.'],
      cosine: ['Cosine', 'It falls along half a cosine, slowly at both ends.'],
      oneCycle: ['One cycle', 'It grows to its peak, then falls to the end.'],
    } satisfies Record<Schedule['type'], [string, string]>,
  ),
  schedule.number('schedule.warmup', {
    label: 'Warm-up',
    about: 'Part of all steps during which it grows from zero.',
    initial: 0.1,
    ...withSchedule('warmup', 'cosine'),
  }),
  schedule.number('schedule.peak', {
    label: 'Peak',
    about: 'Part of all steps after which it is highest.',
    ...withSchedule('oneCycle'),
  }),
  schedule.number('schedule.start', {
    label: 'Start',
    about: 'What it begins with, as a part of the learning rate.',
    ...withSchedule('oneCycle'),
  }),
  schedule.number('schedule.final', {
    label: 'End',
    about: 'What it ends with, as a part of the learning rate.',
    ...withSchedule('cosine', 'oneCycle'),
  }),

  generalizing.number('labelSmoothing', {
    label: 'Label smoothing',
    about:
      'Part of the certainty that is spread over all classes, so that it is never too sure; 0.1 is usual.',
  }),
  generalizing.choice(
    'classWeights',
    {
      label: 'Class weights',
      about:
        'For classes with very different numbers of pictures. The training loss is shown as weighted, the validation loss is not.',
    },
    {
      none: ['None', 'Every picture counts the same.'],
      balanced: ['Balanced', 'Every class counts the same: a picture of a rare class counts more.'],
    } satisfies Record<TrainingPlan['classWeights'], [string, string]>,
  ),
  generalizing.toggle('weightAveraging?', {
    label: 'Average the weights',
    about: 'Keeps a running mean of the weights, which is often better than the last ones.',
  }),
  generalizing.number('weightAveraging', {
    label: 'Averaging decay',
    about: 'How much of the mean stays at each step: 0.999 looks back about 1,000 steps.',
    initial: 0.999,
    ...whenOn('weightAveraging?'),
  }),
  generalizing.toggle('testTimeFlip', {
    label: 'Judge both ways round',
    about:
      'Looks at a picture and at its mirror image and takes the mean: often a bit better, twice the time to judge.',
  }),

  augmentation.toggle('augmentation.flip', {
    label: 'Mirror',
    about: 'Every other picture, left for right.',
  }),
  augmentation.number('augmentation.shift', { label: 'Shift', about: 'Moves it up to so many pixels.' }),
  augmentation.number('augmentation.rotate', { label: 'Turn', about: 'Up to so many degrees, either way.' }),
  augmentation.number('augmentation.scale', {
    label: 'Size',
    about: 'Larger or smaller by up to this part.',
  }),
  augmentation.number('augmentation.brightness', {
    label: 'Brightness',
    about: 'Lighter or darker by up to this part of the range.',
  }),
  augmentation.number('augmentation.gamma', {
    label: 'Gamma',
    about: 'Bends the grey values, as light and cameras do.',
  }),
  augmentation.number('augmentation.erase', {
    label: 'Erase',
    about: 'Blackens a rectangle with sides up to this part of the picture.',
  }),
  augmentation.number('augmentation.invert', {
    label: 'Invert',
    about: 'Part of the pictures that become negatives.',
  }),

  validation.number('validationFraction', {
    label: 'Validation part',
    about: 'Part of the training pictures that is kept from training, to judge each epoch.',
    initial: 0.1,
  }),
  validation.toggle('earlyStopping?', {
    label: 'Stop early',
    about: 'Ends the training once validation gets no better, and keeps the best epoch.',
  }),
  validation.number('earlyStopping.patience', {
    label: 'Patience',
    about: 'Epochs in a row without improvement before it ends.',
    initial: 5,
    ...whenOn('earlyStopping?'),
  }),
  validation.number('earlyStopping.minImprovement', {
    label: 'Least improvement',
    about: 'How much lower the validation loss must be to count as better.',
    ...whenOn('earlyStopping?'),
  }),
];

/** The same with bounds that depend on the set's pictures. */
export function planSettingsFor({ shape }: Pick<ModelTask, 'shape'>): readonly Setting[] {
  return planSettings.map((setting) =>
    setting.kind === 'number' && setting.path === 'augmentation.shift'
      ? { ...setting, max: mostShiftOf(shape) }
      : setting,
  );
}

export function findSetting(path: string): Setting | undefined {
  return planSettings.find((setting) => setting.path === path);
}
