import type { TensorInfo } from '@tensorflow/tfjs';
import type { Tfjs } from '../layers-backend';
import type { WasmHeap } from './wasm-heap';

const kernelName = 'Identity';

/** Lets a clone share the memory of its original, as every other backend does; tfjs copies all that a gradient will need. */
export function replaceIdentity(tf: Tfjs, heap: WasmHeap): void {
  tf.unregisterKernel(kernelName, 'wasm');
  tf.registerKernel({
    kernelName,
    backendName: 'wasm',
    kernelFunc: ({ inputs }) => heap.share(inputs.x as TensorInfo),
  });
}
