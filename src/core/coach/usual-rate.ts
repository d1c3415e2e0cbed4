import { bounds, type Optimizer } from '../model/training-plan';

/**
 * The learning rate that people begin with: 0.001 for Adam (Kingma & Ba 2015), 0.1 for plain SGD, less by as much as
 * momentum adds up.
 */
export function usualRate(optimizer: Optimizer): number {
  return optimizer.type === 'sgd' ? 0.1 * (1 - optimizer.momentum) : 0.001;
}

/** To one significant digit and within bounds: 0.00333 → 0.003. */
export function roundRate(rate: number): number {
  const { min, max } = bounds.learningRate;
  return Number(Math.min(max, Math.max(min, rate)).toPrecision(1));
}
