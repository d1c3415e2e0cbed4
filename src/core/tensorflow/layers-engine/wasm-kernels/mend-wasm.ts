import type { Tfjs } from '../layers-backend';
import { adamKernel } from '../layers-optimizer';
import { registerAdam } from './adam-kernel';
import { registerConvolutionGradients } from './convolution-kernels';
import { registerDepthwiseGradients } from './depthwise-kernels';
import { replaceIdentity } from './identity-kernel';
import { replaceMatrixProduct } from './matrix-product-kernel';
import { replaceMaxPoolGradient } from './max-pool-kernel';
import { WasmHeap } from './wasm-heap';

/** Makes the started WASM backend of tfjs 4.22 fit to train pictures, and quick at it. Once for the process. */
export function mendWasm(tf: Tfjs): void {
  if (tf.getKernel(adamKernel, 'wasm')) return;
  const heap = new WasmHeap(tf);
  replaceIdentity(tf, heap);
  replaceMatrixProduct(tf, heap);
  registerConvolutionGradients(tf, heap);
  registerDepthwiseGradients(tf, heap);
  replaceMaxPoolGradient(tf, heap);
  registerAdam(tf, heap);
}
