import { z } from 'zod';
import { add } from '../../graph/ops/arithmetic';
import { layerKind } from '../layer-kind';
import { shapeSize } from '../shape-size';

/** x + layers(x), where `inner` is the schema of a layer that may stand within. */
export const residualOf = <Inner extends z.ZodType>(inner: Inner) =>
  layerKind({
    schema: z.strictObject({ type: z.literal('residual'), layers: z.array(inner).min(1).max(20) }),
    name: 'Residual block',
    about: 'adds what it finds to what came in',
    settings: {},
    label: ({ layers }) => `Residual of ${layers.length}`,

    outputShape(_layer, context) {
      const { input } = context;
      const output = context.inner();
      if (output.join() === input.join()) return output;
      return context.refuse(
        `adds its input (${input.join('×')}) to something of another shape (${output.join('×')})`,
        'Let its layers keep the shape: padding "same", strides 1, as many filters as come in.',
      );
    },

    graph(context, _layer, input) {
      const branch = context.inner(input);
      return {
        output: add(context.g, input, branch.output),
        backward: (gradient, sameSums) => {
          const branchInput = branch.backward(gradient, sameSums);
          return () => add(context.g, gradient, branchInput());
        },
      };
    },
    eager: ({ tf, inner }, _layer, input) => tf.add(input, inner(input)),
    plain(_layer, context) {
      const branch = context.inner();
      const output = new Float32Array(shapeSize(context.inputShape));
      return (input) => {
        const added = branch(input);
        for (let i = 0; i < output.length; i++) output[i] = input[i]! + added[i]!;
        return output;
      };
    },
  });
