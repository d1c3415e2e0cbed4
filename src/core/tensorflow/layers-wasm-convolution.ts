import type { backend_util, Tensor4D } from '@tensorflow/tfjs';
import type { Tfjs } from './layers-backend';

interface Inputs {
  x: Tensor4D;
  dy: Tensor4D;
}

interface Attributes {
  strides: number | [number, number];
  pad: 'valid' | 'same' | number;
  filterShape: [number, number, number, number];
}

const kernelName = 'Conv2DBackpropFilter';

/**
 * Gives the WASM backend the one operation it lacks for training convolutions, the gradient for the kernel: for each of
 * its places, all the input values that met it, times all the output gradients they led to.
 */
export function registerConvolutionGradient(tf: Tfjs): void {
  if (tf.getKernel(kernelName, 'wasm')) return;
  tf.registerKernel({
    kernelName,
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      const { x, dy } = inputs as unknown as Inputs;
      const { strides, pad, filterShape } = attrs as unknown as Attributes;
      const info = tf.backend_util.computeConv2DInfo(x.shape, filterShape, strides, 1, pad);
      return tf.tidy(() => kernelGradient(tf, asTensor(tf, x), asTensor(tf, dy), info));
    },
  });
}

/** Operations inside a kernel get bare handles; tfjs's own functions want tensors. */
function asTensor(tf: Tfjs, handle: Tensor4D): Tensor4D {
  return tf.engine().makeTensorFromTensorInfo(handle) as Tensor4D;
}

function kernelGradient(tf: Tfjs, x: Tensor4D, dy: Tensor4D, info: backend_util.Conv2DInfo) {
  const { padInfo, filterHeight, filterWidth, outHeight, outWidth, strideHeight, strideWidth } = info;
  const padded = tf.pad(x, [
    [0, 0],
    [padInfo.top, padInfo.bottom],
    [padInfo.left, padInfo.right],
    [0, 0],
  ]);
  const gradients = tf.reshape(dy, [-1, info.outChannels]);
  const places = Array.from({ length: filterHeight * filterWidth }, (_, place) => {
    const [top, left] = [Math.floor(place / filterWidth), place % filterWidth];
    const met = tf.stridedSlice(
      padded,
      [0, top, left, 0],
      [
        info.batchSize,
        top + (outHeight - 1) * strideHeight + 1,
        left + (outWidth - 1) * strideWidth + 1,
        info.inChannels,
      ],
      [1, strideHeight, strideWidth, 1],
    );
    return tf.matMul(tf.reshape(met, [-1, info.inChannels]), gradients, true, false);
  });
  return tf.reshape(tf.stack(places), info.filterShape);
}
