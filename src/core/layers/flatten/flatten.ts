import { z } from 'zod';
import { reshape } from '../../graph/ops/arrays';
import { layerKind } from '../layer-kind';
import { unchanged } from '../plain-layer';
import { shapeSize } from '../shape-size';

/** [batch, …] → [batch, all the rest]. */
export const flatten = layerKind({
  schema: z.strictObject({ type: z.literal('flatten') }),
  name: 'Flatten',
  about: 'lays the rows of the picture end to end',
  settings: {},
  label: () => 'Flatten',

  outputShape: (_layer, { input }) => [shapeSize(input)],

  graph: ({ g, outputShape }, _layer, input) => ({
    output: reshape(g, input, outputShape),
    backward: (gradient) => () => reshape(g, gradient, input.shape),
  }),
  eager: ({ tf }, _layer, input) => tf.reshape(input, [input.shape[0]!, -1]),
  plain: unchanged,
});
