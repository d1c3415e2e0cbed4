import { dimensionsOf, type ModelTask } from '../domain/data-set';
import type { NamedTensor } from '../domain/named-tensor';
import { shapeSize } from '../layers/shape-size';
import type { WeightSpec } from '../layers/weight-spec';
import { Random } from '../random/random';
import { weightSpecs } from './shapes';
import type { TrainingPlan } from './training-plan';

const initialStream = 0x696e6974;

/**
 * The weights a run starts from, decided by the plan's seed: kernels Glorot uniform with Keras's fans, gamma and moving
 * variance one, the rest zero.
 */
export function initialWeights(plan: TrainingPlan, { shape }: ModelTask): NamedTensor[] {
  return weightSpecs(plan.layers, dimensionsOf(shape)).map((spec, index) => ({
    name: spec.name,
    shape: spec.shape,
    values: initialValues(spec, new Random(plan.seed, initialStream, index)),
  }));
}

function initialValues(spec: WeightSpec, random: Random): Float32Array {
  const values = new Float32Array(shapeSize(spec.shape));
  if (spec.role === 'gamma' || spec.role === 'movingVariance') return values.fill(1);
  if (spec.role !== 'kernel') return values;
  const receptive = shapeSize(spec.shape.slice(0, -2));
  const fans = receptive * ((spec.shape.at(-2) ?? 1) + (spec.shape.at(-1) ?? 1));
  const limit = Math.sqrt(6 / fans);
  return values.map(() => (2 * random.fraction() - 1) * limit);
}
