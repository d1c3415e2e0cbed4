import type { GraphBuilder, Tensor } from '../../graph/graph-builder';
import type { Shape } from '../../graph/graph-description';
import { equal, max, min } from '../../graph/ops/arithmetic';
import { padBottomRight, reshape, select, topLeft } from '../../graph/ops/arrays';
import type { GraphLayer } from '../graph-layer';

/**
 * Max-pooling by windows that don't overlap, [batch, height, width, channels], as a maximum over axes. Of several that are
 * largest the first one, row by row, gets the gradient, as in MaxPoolGrad.
 */
export function maxPoolByReshape(
  g: GraphBuilder,
  size: number,
  outputShape: Shape,
  input: Tensor,
): GraphLayer {
  const [batch = null, height = null, width = null, channels = null] = outputShape;
  if (height === null || width === null) throw new RangeError('The size of the pictures has to be known');
  const whole = topLeft(g, input, [height * size, width * size]);
  const windows = reshape(g, whole, [batch, height, size, width, size, channels]);
  const perWindow = (x: Tensor): Tensor => reshape(g, x, [batch, height, 1, width, 1, channels]);
  const largest = max(g, windows, [2, 4], true);
  return {
    output: reshape(g, largest, outputShape),
    spreadsGradient: true,
    backward: (gradient) => () => {
      const places = Array.from({ length: size * size }, (_, place) => place);
      const place = g.constant('float', [1, 1, size, 1, size, 1], places);
      const none = g.constant('float', [1, 1, 1, 1, 1, 1], [size * size]);
      const first = min(g, select(g, equal(g, windows, largest), place, none, windows.shape), [2, 4], true);
      const zero = g.constant('float', [1, 1, 1, 1, 1, 1], [0]);
      const spread = select(g, equal(g, place, first), perWindow(gradient), zero, windows.shape);
      return padBottomRight(g, reshape(g, spread, whole.shape), input.shape);
    },
  };
}
