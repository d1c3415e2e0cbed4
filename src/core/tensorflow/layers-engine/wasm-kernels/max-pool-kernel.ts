import type { backend_util, TensorInfo } from '@tensorflow/tfjs';
import type { Tfjs } from '../layers-backend';
import type { WasmHeap } from './wasm-heap';

interface Inputs {
  dy: TensorInfo;
  input: TensorInfo;
}

interface Attributes {
  filterSize: number | [number, number];
  strides: number | [number, number];
  pad: 'valid' | 'same' | number;
}

const kernelName = 'MaxPoolGrad';

/** tfjs 4.22 gives wrong gradients. Each output's gradient goes to the first of the largest inputs in its window. */
export function replaceMaxPoolGradient(tf: Tfjs, heap: WasmHeap): void {
  tf.unregisterKernel(kernelName, 'wasm');
  tf.registerKernel({
    kernelName,
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      const { dy, input } = inputs as unknown as Inputs;
      const { filterSize, strides, pad } = attrs as unknown as Attributes;
      const shape = input.shape as [number, number, number, number];
      const info = tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad);
      const result = heap.output(input.shape);
      poolGradient(heap.values(input), heap.values(dy), heap.values(result).fill(0), info);
      return result;
    },
  });
}

function poolGradient(
  values: Float32Array,
  gradients: Float32Array,
  result: Float32Array,
  info: backend_util.Conv2DInfo,
): void {
  const { inHeight, inWidth, inChannels: channels, padInfo } = info;
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
}
