import type { TensorInfo } from '@tensorflow/tfjs';
import type { Tfjs } from '../layers-backend';
import { convolutionInfo, type Convolution } from './convolution-info';
import type { WasmHeap } from './wasm-heap';

/** The gradients of a depthwise convolution with one kernel a channel, which tfjs lacks on WebAssembly. */
export function registerDepthwiseGradients(tf: Tfjs, heap: WasmHeap): void {
  const info = (input: number[], filter: number[], attrs: unknown): Convolution =>
    convolutionInfo(tf, { input, filter }, attrs, { depthwise: true });
  tf.registerKernel({
    kernelName: 'DepthwiseConv2dNativeBackpropFilter',
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      const { x, dy } = inputs as unknown as { x: TensorInfo; dy: TensorInfo };
      const { filterShape } = attrs as unknown as { filterShape: number[] };
      const result = heap.output(filterShape);
      const [values, gradients, sums] = [heap.values(x), heap.values(dy), heap.values(result).fill(0)];
      walk(info(x.shape, filterShape, attrs), (input, output, tap) => {
        sums[tap]! += values[input]! * gradients[output]!;
      });
      return result;
    },
  });
  tf.registerKernel({
    kernelName: 'DepthwiseConv2dNativeBackpropInput',
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      const { filter, dy } = inputs as unknown as { filter: TensorInfo; dy: TensorInfo };
      const { inputShape } = attrs as unknown as { inputShape: number[] };
      const result = heap.output(inputShape);
      const [kernel, gradients, sums] = [heap.values(filter), heap.values(dy), heap.values(result).fill(0)];
      walk(info(inputShape, filter.shape, attrs), (input, output, tap) => {
        sums[input]! += kernel[tap]! * gradients[output]!;
      });
      return result;
    },
  });
}

/** Visits every place of the input that a place of the kernel met, with the output it led to. */
function walk(info: Convolution, visit: (input: number, output: number, tap: number) => void): void {
  const { inHeight, inWidth, inChannels: channels, filterHeight, filterWidth, padInfo } = info;
  let output = 0;
  for (let picture = 0; picture < info.batchSize; picture++)
    for (let row = 0; row < info.outHeight; row++)
      for (let column = 0; column < info.outWidth; column++, output += channels) {
        const top = row * info.strideHeight - padInfo.top;
        const left = column * info.strideWidth - padInfo.left;
        for (let y = Math.max(0, -top); y < Math.min(filterHeight, inHeight - top); y++)
          for (let x = Math.max(0, -left); x < Math.min(filterWidth, inWidth - left); x++) {
            const input = ((picture * inHeight + top + y) * inWidth + left + x) * channels;
            const tap = (y * filterWidth + x) * channels;
            for (let channel = 0; channel < channels; channel++)
              visit(input + channel, output + channel, tap + channel);
          }
      }
}
