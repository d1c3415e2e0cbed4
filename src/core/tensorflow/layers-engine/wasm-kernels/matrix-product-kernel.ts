import type { TensorInfo } from '@tensorflow/tfjs';
import { shapeSize } from '../../../layers/shape-size';
import type { Tfjs } from '../layers-backend';
import type { WasmHeap } from './wasm-heap';

interface Inputs {
  a: TensorInfo;
  b: TensorInfo;
}

interface Attributes {
  transposeA: boolean;
  transposeB: boolean;
}

const kernelName = 'BatchMatMul';

/** tfjs is quick with matrices as they lie only; the transposed ones that gradients need take it fifteen times as long. */
export function replaceMatrixProduct(tf: Tfjs, heap: WasmHeap): void {
  const own = tf.getKernel(kernelName, 'wasm');
  tf.unregisterKernel(kernelName, 'wasm');
  tf.registerKernel({
    ...own,
    kernelFunc: (call) => {
      const { a, b } = call.inputs as unknown as Inputs;
      const { transposeA, transposeB } = call.attrs as unknown as Attributes;
      if (a.shape.length !== 2 || b.shape.length !== 2) return own.kernelFunc(call);
      if (!transposeB) return product(heap, a, transposeA, heap.address(b), b.shape[1]!);
      const [rows = 0, columns = 0] = b.shape;
      return heap.borrow(shapeSize(b.shape), (turned) => {
        heap.run.transpose(heap.address(b), heap.address(turned), rows, columns);
        return product(heap, a, transposeA, heap.address(turned), rows);
      });
    },
  });
}

/** `b` is the address of a matrix of as many rows as `a`, transposed or not, has columns. */
function product(heap: WasmHeap, a: TensorInfo, transposed: boolean, b: number, columns: number): TensorInfo {
  const [rows = 0, depth = 0] = transposed ? a.shape.toReversed() : a.shape;
  const result = heap.output([rows, columns]);
  const [aRow, aColumn] = transposed ? [4, 4 * rows] : [4 * depth, 4];
  heap.run.matrixProduct(heap.address(a), b, heap.address(result), rows, columns, depth, aRow, aColumn);
  return result;
}
