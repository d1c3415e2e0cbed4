import type { Optimizer } from '../../model/training-plan';
import { adam } from './adam';
import { adamw } from './adamw';
import type { OptimizerBuilder, OptimizerOf } from './optimizer-builder';
import { sgd } from './sgd';

type Registry = { readonly [Type in Optimizer['type']]: OptimizerBuilder<OptimizerOf<Type>> };

const registry: Registry = { sgd, adam, adamw };

export function optimizerBuilder(optimizer: Optimizer): OptimizerBuilder {
  return registry[optimizer.type] as OptimizerBuilder;
}
