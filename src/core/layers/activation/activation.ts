import { z } from 'zod';
import { activationKinds, activationSchema } from '../activations/registry';
import { layerKind } from '../layer-kind';
import { activationWords } from '../parts/fields';
import { shapeSize } from '../shape-size';

/** An activation function as a layer of its own. */
export const activation = layerKind({
  schema: z.strictObject({ type: z.literal('activation'), activation: activationSchema }),
  name: 'Activation',
  about: 'bends each value',
  settings: { activation: activationWords('relu') },
  label: (layer) => `Activation ${layer.activation}`,

  outputShape: (_layer, { input }) => [...input],
  sidesRead: (_layer, wanted) => wanted,

  graph({ g }, layer, input) {
    // Melted with a batch norm in training, TensorFlow 2.21 loses the batch norm's output; y alone would let it.
    const activated = activationKinds[layer.activation].graph(g, input, true);
    return {
      output: activated.output,
      backward: (gradient) => () => activated.backward(gradient),
    };
  },
  eager: ({ tf }, layer, input) => activationKinds[layer.activation].eager(tf, input),
  plain(layer, { inputShape }) {
    const channels = inputShape.at(-1) ?? 1;
    const output = new Float32Array(shapeSize(inputShape));
    return (input) => {
      output.set(input);
      activationKinds[layer.activation].plain(output, channels);
      return output;
    };
  },
});
