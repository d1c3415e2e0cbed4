import type { TensorInfo } from '@tensorflow/tfjs';
import { shapeSize } from '../../../layers/shape-size';
import type { Tfjs } from '../layers-backend';
import { convolutionInfo, type Convolution } from './convolution-info';
import type { WasmHeap } from './wasm-heap';

/** Both gradients of a convolution: tfjs lacks the one for the kernel, and is slow with the one for the input. */
export function registerConvolutionGradients(tf: Tfjs, heap: WasmHeap): void {
  const info = (input: number[], filter: number[], attrs: unknown): Convolution =>
    convolutionInfo(tf, { input, filter }, attrs, { depthwise: false });
  tf.registerKernel({
    kernelName: 'Conv2DBackpropFilter',
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      const { x, dy } = inputs as unknown as { x: TensorInfo; dy: TensorInfo };
      const { filterShape } = attrs as unknown as { filterShape: number[] };
      return kernelGradient(heap, x, dy, info(x.shape, filterShape, attrs));
    },
  });
  tf.unregisterKernel('Conv2DBackpropInput', 'wasm');
  tf.registerKernel({
    kernelName: 'Conv2DBackpropInput',
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      const { filter, dy } = inputs as unknown as { filter: TensorInfo; dy: TensorInfo };
      const { inputShape } = attrs as unknown as { inputShape: number[] };
      return inputGradient(heap, filter, dy, info(inputShape, filter.shape, attrs));
    },
  });
}

/** Picture after picture: all that the kernel's places saw, times the gradients it led to. */
function kernelGradient(heap: WasmHeap, x: TensorInfo, dy: TensorInfo, info: Convolution): TensorInfo {
  const { places, seen, paddedSize } = sizes(info);
  return heap.borrow(paddedSize, (padded) =>
    heap.borrow(places * seen, (patches) => {
      const result = heap.output(info.filterShape);
      heap.values(result).fill(0);
      heap.values(padded).fill(0);
      for (let picture = 0; picture < info.batchSize; picture++) {
        copyPicture(heap.values(x), picture, heap.values(padded), info, 'pad');
        heap.run.gatherPatches(heap.address(padded), heap.address(patches), ...patchArguments(info));
        const gradient = heap.address(dy) + 4 * picture * places * info.outChannels;
        const [a, c] = [heap.address(patches), heap.address(result)];
        heap.run.addMatrixProduct(a, gradient, c, seen, info.outChannels, places, 4, 4 * seen);
      }
      return result;
    }),
  );
}

/** Picture after picture: each gradient times the kernel, added to all that the kernel saw there. */
function inputGradient(heap: WasmHeap, filter: TensorInfo, dy: TensorInfo, info: Convolution): TensorInfo {
  const { places, seen, paddedSize } = sizes(info);
  const { outChannels } = info;
  return heap.borrow(paddedSize, (padded) =>
    heap.borrow(places * seen, (patches) =>
      heap.borrow(shapeSize(filter.shape), (turned) => {
        const result = heap.output(info.inShape);
        heap.run.transpose(heap.address(filter), heap.address(turned), seen, outChannels);
        for (let picture = 0; picture < info.batchSize; picture++) {
          const gradient = heap.address(dy) + 4 * picture * places * outChannels;
          const [b, c] = [heap.address(turned), heap.address(patches)];
          heap.run.matrixProduct(gradient, b, c, places, seen, outChannels, 4 * outChannels, 4);
          heap.values(padded).fill(0);
          heap.run.addPatches(heap.address(padded), c, ...patchArguments(info));
          copyPicture(heap.values(result), picture, heap.values(padded), info, 'crop');
        }
        return result;
      }),
    ),
  );
}

function sizes(info: Convolution): { places: number; seen: number; paddedSize: number } {
  const { height, width } = paddedSides(info);
  return {
    places: info.outHeight * info.outWidth,
    seen: info.filterHeight * info.filterWidth * info.inChannels,
    paddedSize: height * width * info.inChannels,
  };
}

function paddedSides({ inHeight, inWidth, padInfo }: Convolution): { height: number; width: number } {
  return { height: padInfo.top + inHeight + padInfo.bottom, width: padInfo.left + inWidth + padInfo.right };
}

/** What `gatherPatches` and `addPatches` want to know after the addresses. */
function patchArguments(info: Convolution): number[] {
  const pitch = 4 * paddedSides(info).width * info.inChannels;
  return [
    info.outHeight,
    info.outWidth,
    info.filterHeight,
    info.filterWidth * info.inChannels,
    pitch,
    info.strideHeight * pitch,
    4 * info.strideWidth * info.inChannels,
  ];
}

/** Moves one of the pictures into the middle of the padded one, or back. */
function copyPicture(
  pictures: Float32Array,
  picture: number,
  padded: Float32Array,
  info: Convolution,
  way: 'pad' | 'crop',
): void {
  const { inHeight, inWidth, inChannels: channels, padInfo } = info;
  const { width } = paddedSides(info);
  for (let row = 0; row < inHeight; row++) {
    const from = (picture * inHeight + row) * inWidth * channels;
    const to = ((padInfo.top + row) * width + padInfo.left) * channels;
    const length = inWidth * channels;
    if (way === 'pad') padded.set(pictures.subarray(from, from + length), to);
    else pictures.set(padded.subarray(to, to + length), from);
  }
}
