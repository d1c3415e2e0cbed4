import { augmentationSchema } from '../augmentation/augmentation';
import type { DataSet, ModelTask } from '../domain/data-set';
import { mayMirror, smallShift } from '../model/presets/fit-augmentation';
import { checkPlan } from '../model/shapes';
import { innerLayers, kindOf, type Layer } from '../layers/registry';
import { bounds, type TrainingPlan } from '../model/training-plan';
import type { PlanChange, Remedy } from './finding';
import { roundRate } from './usual-rate';

/** Several times the wavering of a validation loss, so that one lucky epoch does not end a run. */
const patience = 5;
const most = { dropout: 0.6, units: 512 };

/** A new rate to one digit; null when bounds leave it as it is. */
export function changeRate(plan: TrainingPlan, wanted: number): Remedy | null {
  const learningRate = roundRate(wanted);
  if (learningRate === plan.learningRate) return null;
  return {
    label: `Train with learning rate ${learningRate}`,
    changes: [change('learning rate', plan.learningRate, learningRate)],
    plan: { ...plan, learningRate },
  };
}

/** Twice as many; null where bounds allow no more, and for a run that did not train all it has: that can go on. */
export function moreEpochs(plan: TrainingPlan, trained: number): Remedy | null {
  const epochs = Math.min(bounds.epochs.max, plan.epochs * 2);
  if (trained < plan.epochs || epochs <= plan.epochs) return null;
  return {
    label: `Train ${epochs} epochs`,
    changes: [change('epochs', plan.epochs, epochs)],
    plan: { ...plan, epochs },
  };
}

/** Ends the run soon after its best epoch, whose weights are kept; null where the plan does so already. */
export function stopEarly(plan: TrainingPlan): Remedy | null {
  if (plan.earlyStopping !== null) return null;
  return {
    label: 'Train with early stopping',
    changes: [change('early stopping', 'none', `after ${patience} epochs without a better one`)],
    plan: { ...plan, earlyStopping: { patience, minImprovement: 0 } },
  };
}

/**
 * Leaves out some of what goes into the layer that answers, at random, or more of it where that is done already; null when
 * it is done enough, or when only flattened pictures go in.
 */
export function moreDropout(plan: TrainingPlan, task: ModelTask): Remedy | null {
  const last = answeringLayer(plan);
  const before = plan.layers[last - 1];
  if (before?.type === 'dropout') {
    const rate = Math.min(most.dropout, Number((before.rate + 0.2).toFixed(2)));
    if (rate <= before.rate) return null;
    const layers = plan.layers.with(last - 1, { type: 'dropout', rate });
    return ofLayers(plan, task, layers, `Train with dropout ${rate}`, change('dropout', before.rate, rate));
  }
  if (!plan.layers.some((layer, index) => index < last && hasUnits(layer))) return null;
  const layers = plan.layers.toSpliced(last, 0, { type: 'dropout', rate: 0.3 });
  return ofLayers(plan, task, layers, 'Train with dropout 0.3', change('dropout', 'none', 0.3));
}

/** Small shifts of the training pictures, and flips where a mirror image shows the same; null where pictures are varied already. */
export function varyPictures(plan: TrainingPlan, set: Pick<DataSet, 'shape' | 'preparation'>): Remedy | null {
  if (plan.augmentation !== null) return null;
  const augmentation = augmentationSchema.parse({ flip: mayMirror(set), shift: smallShift(set) });
  const { flip, shift } = augmentation;
  const to = `${flip ? 'flips and ' : ''}shifts of up to ${shift} ${shift === 1 ? 'pixel' : 'pixels'}`;
  return {
    label: 'Train on varied pictures',
    changes: [change('augmentation', 'none', to)],
    plan: { ...plan, augmentation },
  };
}

/** Every class counts the same in the training loss; null where the plan has it so already. */
export function weighClasses(plan: TrainingPlan): Remedy | null {
  if (plan.classWeights === 'balanced') return null;
  return {
    label: 'Train with class weights',
    changes: [change('class weights', plan.classWeights, 'balanced')],
    plan: { ...plan, classWeights: 'balanced' },
  };
}

/**
 * Four times the units of each hidden dense layer, at most 512 and at least 32; a hidden layer of 128 where there is none.
 * Null where the layers are of another kind or large already.
 */
export function largerModel(plan: TrainingPlan, task: ModelTask): Remedy | null {
  const last = answeringLayer(plan);
  const hidden = plan.layers.slice(0, last);
  if (!hidden.some(hasUnits)) {
    const layers = plan.layers.toSpliced(last, 0, { type: 'dense', units: 128, activation: 'relu' });
    return ofLayers(
      plan,
      task,
      layers,
      'Train with a hidden layer',
      change('hidden layer', 'none', '128 units'),
    );
  }
  const units: [number, number][] = [];
  const layers = plan.layers.map((layer, index) => {
    if (index === last || layer.type !== 'dense' || layer.units >= most.units) return layer;
    const wider = Math.min(most.units, Math.max(128, layer.units * 4));
    units.push([layer.units, wider]);
    return { ...layer, units: wider };
  });
  if (units.length === 0) return null;
  const list = (at: 0 | 1): string => units.map((pair) => pair[at]).join(', ');
  return ofLayers(plan, task, layers, 'Train a larger model', change('units', list(0), list(1)));
}

/** Position of the layer that has a unit for each class; a pooling layer or a softmax layer may follow it. */
const answeringLayer = ({ layers }: TrainingPlan): number =>
  layers.findLastIndex(({ type }) => type === 'dense' || type === 'conv2d');

const hasUnits = (layer: Layer): boolean =>
  kindOf(layer).multiplyAdds !== undefined || innerLayers(layer).length > 0;

const change = (setting: string, from: string | number, to: string | number): PlanChange => ({
  setting,
  from: String(from),
  to: String(to),
});

function ofLayers(
  plan: TrainingPlan,
  task: ModelTask,
  layers: Layer[],
  label: string,
  made: PlanChange,
): Remedy | null {
  const changed = { ...plan, layers };
  try {
    checkPlan(changed, task);
  } catch {
    return null;
  }
  return { label, changes: [made], plan: changed };
}
