import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-node-gpu';
import { loadTensorflow } from '#core/tensorflow/library/load-tensorflow';
import type { Activation } from '#core/layers/activations/registry';
import type { Layer } from '#core/layers/registry';
import type { TrainingPlan } from '#core/model/training-plan';
import type { NamedTensor } from '#core/domain/named-tensor';

const { tf } = await loadTensorflow();

/** Probabilities [count × 10] that TensorFlow's own operations give for prepared pictures [count × 784]. */
export function tensorflowForward(
  plan: TrainingPlan,
  tensors: NamedTensor[],
  pixels: Uint8Array,
): Float32Array {
  const weights = new Map(tensors.map(({ name, values, shape }) => [name, tf.tensor(values, shape)]));
  const output = tf.tidy(() => {
    const input = tf.tensor(Float32Array.from(pixels), [pixels.length / 784, 28, 28, 1]).div(255);
    return chain(plan.layers, input, '', weights);
  });
  const probabilities = output.dataSync() as Float32Array;
  tf.dispose([output, ...weights.values()]);
  return probabilities;
}

function chain(
  layers: readonly Layer[],
  input: Tensor,
  prefix: string,
  weights: Map<string, Tensor>,
): Tensor {
  return layers.reduce((x, layer, index) => {
    const weight = <T extends Tensor>(role: string) => weights.get(`${prefix}${index}.${role}`) as T;
    const pictures = x as Tensor4D;
    switch (layer.type) {
      case 'flatten':
        return x.reshape([x.shape[0]!, -1]);
      case 'dense':
        return activate(
          tf.matMul(x as Tensor2D, weight<Tensor2D>('kernel')).add(weight('bias')),
          layer.activation,
        );
      case 'conv2d': {
        const convolved = tf.conv2d(pictures, weight<Tensor4D>('kernel'), layer.strides, layer.padding);
        return activate(convolved.add(weight('bias')), layer.activation);
      }
      case 'depthwiseConv2d': {
        const convolved = tf.depthwiseConv2d(
          pictures,
          weight<Tensor4D>('kernel'),
          layer.strides,
          layer.padding,
        );
        return activate(convolved.add(weight('bias')), layer.activation);
      }
      case 'maxPool':
        return tf.maxPool(pictures, layer.poolSize, layer.strides ?? layer.poolSize, 'valid');
      case 'avgPool':
        return tf.avgPool(pictures, layer.poolSize, layer.strides ?? layer.poolSize, 'valid');
      case 'globalAvgPool':
        return x.mean([1, 2]);
      case 'upsample': {
        const [, height, width] = pictures.shape;
        return tf.image.resizeNearestNeighbor(pictures, [height * layer.factor, width * layer.factor]);
      }
      case 'batchNorm':
        return x
          .sub(weight('movingMean'))
          .div(weight('movingVariance').add(layer.epsilon).sqrt())
          .mul(weight('gamma'))
          .add(weight('beta'));
      case 'activation':
        return activate(x, layer.activation);
      case 'dropout':
        return x;
      case 'residual':
        return x.add(chain(layer.layers, x, `${prefix}${index}.`, weights));
    }
  }, input);
}

function activate(x: Tensor, activation: Activation): Tensor {
  switch (activation) {
    case 'linear':
      return x;
    case 'gelu':
      return x.mul(0.5).mul(x.mul(Math.SQRT1_2).erf().add(1));
    case 'swish':
      return x.mul(x.sigmoid());
    case 'softmax':
      return x.softmax();
    case 'relu':
    case 'relu6':
    case 'tanh':
    case 'sigmoid':
      return tf[activation](x);
  }
}
