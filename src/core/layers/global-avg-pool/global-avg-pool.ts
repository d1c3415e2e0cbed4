import { z } from 'zod';
import { mean, scaled } from '../../graph/ops/arithmetic';
import { broadcastTo, reshape, shapeOf } from '../../graph/ops/arrays';
import { layerKind } from '../layer-kind';
import { pictureShape } from '../parts/picture-shapes';
import { shapeSize } from '../shape-size';

/** Mean over height and width: [batch, height, width, channels] → [batch, channels]. */
export const globalAvgPool = layerKind({
  schema: z.strictObject({ type: z.literal('globalAvgPool') }),
  name: 'Global average pool',
  about: 'keeps one mean for each channel',
  settings: {},
  label: () => 'Global average pool',

  outputShape: (_layer, context) => [pictureShape(context)[2]],

  graph({ g }, _layer, input) {
    const [, height, width, channels] = input.shape;
    return {
      output: mean(g, input, [1, 2]),
      backward: (gradient) => () => {
        const share = scaled(g, gradient, 1 / ((height ?? 1) * (width ?? 1)));
        return broadcastTo(g, reshape(g, share, [null, 1, 1, channels ?? 1]), shapeOf(g, input), input.shape);
      },
    };
  },
  eager: ({ tf }, _layer, input) => tf.mean(input, [1, 2]),
  plain(_layer, { inputShape }) {
    const channels = inputShape.at(-1) ?? 1;
    const pixels = shapeSize(inputShape) / channels;
    const sums = new Float64Array(channels);
    return (input) => {
      sums.fill(0);
      for (let i = 0; i < input.length; i++) sums[i % channels] = sums[i % channels]! + input[i]!;
      return Float32Array.from(sums, (sum) => sum / pixels);
    };
  },
});
