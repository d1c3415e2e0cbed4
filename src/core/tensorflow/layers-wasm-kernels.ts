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

/**
 * Makes the WASM backend of tfjs 4.22 fit to train pictures: it lacks the gradient for a convolution's kernel, and the one
 * it has for max pools gives wrong values.
 */
export function mendWasmKernels(tf: Tfjs): void {
  if (tf.getKernel(convolutionGradient, 'wasm')) return;
  registerConvolutionGradient(tf);
  replaceMaxPoolGradient(tf);
}

const convolutionGradient = 'Conv2DBackpropFilter';
const maxPoolGradient = 'MaxPoolGrad';

/** For each of the kernel's places, all the input values that met it, times all the output gradients they led to. */
function registerConvolutionGradient(tf: Tfjs): void {
  tf.registerKernel({
    kernelName: convolutionGradient,
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

interface PoolInputs {
  dy: Tensor4D;
  input: Tensor4D;
}

interface PoolAttributes {
  filterSize: number | [number, number];
  strides: number | [number, number];
  pad: 'valid' | 'same' | number;
}

/** Each output's gradient goes to the first of the largest inputs in its window. */
function replaceMaxPoolGradient(tf: Tfjs): void {
  tf.unregisterKernel(maxPoolGradient, 'wasm');
  tf.registerKernel({
    kernelName: maxPoolGradient,
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      const { dy, input } = inputs as unknown as PoolInputs;
      const { filterSize, strides, pad } = attrs as unknown as PoolAttributes;
      const info = tf.backend_util.computePool2DInfo(input.shape, filterSize, strides, 1, pad);
      const values = asTensor(tf, input).dataSync() as Float32Array;
      const gradients = asTensor(tf, dy).dataSync() as Float32Array;
      return tf.tensor4d(poolGradient(values, gradients, info), input.shape);
    },
  });
}

function poolGradient(
  values: Float32Array,
  gradients: Float32Array,
  info: backend_util.Conv2DInfo,
): Float32Array {
  const { inHeight, inWidth, inChannels: channels, padInfo } = info;
  const result = new Float32Array(values.length);
  let output = 0;
  for (let picture = 0; picture < info.batchSize; picture++)
    for (let row = 0; row < info.outHeight; row++)
      for (let column = 0; column < info.outWidth; column++) {
        const top = row * info.strideHeight - padInfo.top;
        const left = column * info.strideWidth - padInfo.left;
        for (let channel = 0; channel < channels; channel++) {
          let best = -1;
          for (let y = Math.max(0, top); y < Math.min(inHeight, top + info.filterHeight); y++)
            for (let x = Math.max(0, left); x < Math.min(inWidth, left + info.filterWidth); x++) {
              const at = ((picture * inHeight + y) * inWidth + x) * channels + channel;
              if (best < 0 || values[at]! > values[best]!) best = at;
            }
          if (best >= 0) result[best]! += gradients[output]!;
          output += 1;
        }
      }
  return result;
}
