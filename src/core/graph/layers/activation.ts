import type { Activation } from '../../model/training-plan';
import type { GraphBuilder, Tensor } from '../graph-builder';
import { add, erf, exp, mul, scaled, shifted, square, sub, sum } from '../ops/arithmetic';
import { elementwise } from '../ops/neural';
import type { LayerBuilder, LayerOf } from './layer-builder';

interface Activated {
  output: Tensor;
  /** Gradient for the input from the one for the output. */
  backward(gradient: Tensor): Tensor;
}

/**
 * An activation function on any shape; softmax goes along the last axis. gelu is the exact one, by erf. With `apart`,
 * TensorFlow can't melt relu with what comes before it.
 */
export function activate(g: GraphBuilder, activation: Activation, x: Tensor, apart = false): Activated {
  switch (activation) {
    case 'linear':
      return { output: x, backward: (gradient) => gradient };
    case 'relu': {
      const y = elementwise(g, 'Relu', 'activations', [x]);
      const known = apart ? x : y;
      return {
        output: y,
        backward: (gradient) => elementwise(g, 'ReluGrad', 'backprops', [gradient, known]),
      };
    }
    case 'tanh': {
      const y = elementwise(g, 'Tanh', 'y', [x]);
      return { output: y, backward: (gradient) => elementwise(g, 'TanhGrad', 'z', [y, gradient]) };
    }
    case 'sigmoid': {
      const y = elementwise(g, 'Sigmoid', 'y', [x]);
      return { output: y, backward: (gradient) => elementwise(g, 'SigmoidGrad', 'z', [y, gradient]) };
    }
    case 'swish': {
      const s = elementwise(g, 'Sigmoid', 'y', [x]);
      const y = mul(g, x, s);
      // (x·s)′ = s + x·s·(1 − s) = s + y − y·s
      const slope = () => add(g, s, sub(g, y, mul(g, y, s)));
      return { output: y, backward: (gradient) => mul(g, gradient, slope()) };
    }
    case 'gelu': {
      const cumulative = scaled(g, shifted(g, erf(g, scaled(g, x, Math.SQRT1_2)), 1), 0.5);
      const density = () => scaled(g, exp(g, scaled(g, square(g, x), -0.5)), 1 / Math.sqrt(2 * Math.PI));
      const slope = () => add(g, cumulative, mul(g, x, density()));
      return { output: mul(g, x, cumulative), backward: (gradient) => mul(g, gradient, slope()) };
    }
    case 'softmax': {
      const y = elementwise(g, 'Softmax', 'softmax', [x]);
      const backward = (gradient: Tensor): Tensor =>
        mul(g, y, sub(g, gradient, sum(g, mul(g, gradient, y), [-1], true)));
      return { output: y, backward };
    }
  }
}

export const activation: LayerBuilder<LayerOf<'activation'>> = ({ g }, layer, input) => {
  // Melted with a batch norm in training, TensorFlow 2.21 loses the batch norm's output; y alone would let it.
  const activated = activate(g, layer.activation, input, true);
  return {
    output: activated.output,
    backward: (gradient) => () => activated.backward(gradient),
  };
};
