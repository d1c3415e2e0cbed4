import type { GraphBuilder, Tensor } from './graph-builder';
import { addAll, div, l2Loss, maximum, mul, scaled, sqrt } from './ops/arithmetic';

/** Scales all gradients by one factor so that their common norm is at most `clipNorm`. */
export function clipGradients(
  g: GraphBuilder,
  gradients: ReadonlyMap<string, Tensor>,
  clipNorm: number,
): Map<string, Tensor> {
  const halfSquares = addAll(
    g,
    [...gradients.values()].map((gradient) => l2Loss(g, gradient)),
  );
  const norm = sqrt(g, scaled(g, halfSquares, 2));
  const factor = div(g, g.float(clipNorm), maximum(g, norm, g.float(clipNorm)));
  return new Map([...gradients].map(([name, gradient]) => [name, mul(g, gradient, factor)]));
}
