import type { TensorInfo } from '@tensorflow/tfjs';
import { shapeSize } from '../../../layers/shape-size';
import type { Tfjs } from '../layers-backend';
import { adamKernel, type AdamAttributes } from '../layers-optimizer';
import type { WasmHeap } from './wasm-heap';

interface Inputs {
  weight: TensorInfo;
  gradient: TensorInfo;
  m: TensorInfo;
  v: TensorInfo;
}

/** Adam for one weight in one pass over its memory, instead of a dozen operations with a pass each. */
export function registerAdam(tf: Tfjs, heap: WasmHeap): void {
  tf.registerKernel({
    kernelName: adamKernel,
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      const { weight, gradient, m, v } = inputs as unknown as Inputs;
      const { beta1, beta2, epsilon, corrected, decay } = attrs as unknown as AdamAttributes;
      const results = heap.outputs([weight, m, v].map(({ shape }) => shape));
      heap.run.adamStep(
        ...[weight, gradient, m, v, ...results].map((tensor) => heap.address(tensor)),
        shapeSize(weight.shape),
        ...[1 - beta1, 1 - beta2, epsilon, corrected, decay],
      );
      return results;
    },
  });
}
