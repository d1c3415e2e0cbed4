import type { Optimizer } from '#core/model/training-plan';

/** Each optimizer in doubles, written from its paper: call it with gradient after gradient to get the weights. */
export function prepareOptimizer(
  optimizer: Optimizer,
  rate: number,
  start: readonly number[],
): (gradient: readonly number[]) => number[] {
  let weights = [...start];
  let first = start.map(() => 0);
  let second = start.map(() => 0);
  let time = 0;
  return (gradient) => {
    time += 1;
    if (optimizer.type === 'sgd') {
      const { momentum, nesterov } = optimizer;
      first = first.map((velocity, i) => momentum * velocity - rate * gradient[i]!);
      weights = weights.map((weight, i) =>
        nesterov ? weight + momentum * first[i]! - rate * gradient[i]! : weight + first[i]!,
      );
      return weights;
    }
    const { beta1, beta2, epsilon } = optimizer;
    if (optimizer.type === 'adamw')
      weights = weights.map((weight) => weight * (1 - rate * optimizer.weightDecay));
    first = first.map((m, i) => beta1 * m + (1 - beta1) * gradient[i]!);
    second = second.map((v, i) => beta2 * v + (1 - beta2) * gradient[i]! ** 2);
    const corrected = (rate * Math.sqrt(1 - beta2 ** time)) / (1 - beta1 ** time);
    weights = weights.map(
      (weight, i) => weight - (corrected * first[i]!) / (Math.sqrt(second[i]!) + epsilon),
    );
    return weights;
  };
}
