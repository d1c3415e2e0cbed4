import type { Tensor } from '@tensorflow/tfjs';
import type { Activation } from '../../model/training-plan';
import type { Tfjs } from './layers-backend';

/** An activation function on any shape; softmax goes along the last axis. gelu is the exact one, by erf. */
export function activate(tf: Tfjs, activation: Activation, x: Tensor): Tensor {
  switch (activation) {
    case 'linear':
      return x;
    case 'relu':
      return tf.relu(x);
    case 'tanh':
      return tf.tanh(x);
    case 'sigmoid':
      return tf.sigmoid(x);
    case 'softmax':
      return tf.softmax(x);
    case 'swish':
      return tf.mul(x, tf.sigmoid(x));
    case 'gelu':
      return tf.mul(x, tf.mul(tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1), 0.5));
  }
}
