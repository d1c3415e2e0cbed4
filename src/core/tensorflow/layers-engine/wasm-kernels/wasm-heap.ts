import type { TensorInfo } from '@tensorflow/tfjs';
import { adamStep } from '../../../wasm/adam-step';
import { instantiate, type Compiled } from '../../../wasm/instantiate';
import { addMatrixProduct, matrixProduct } from '../../../wasm/matrix-product';
import { addPatches, gatherPatches } from '../../../wasm/patches';
import { transpose } from '../../../wasm/transpose';
import type { Tfjs } from '../layers-backend';

/** The part that is used of tfjs's WASM backend. */
interface WasmBackend {
  wasm: { asm: { memory: unknown }; _malloc(bytes: number): number };
  dataIdMap: { get(dataId: object): { memoryOffset: number } };
  makeOutput(shape: number[], dtype: 'float32'): TensorInfo;
  disposeData(dataId: object): boolean;
  incRef(dataId: object): void;
  typedArrayFromHeap(tensor: TensorInfo): Float32Array;
}

const functions = [matrixProduct, addMatrixProduct, adamStep, gatherPatches, addPatches, transpose] as const;

/** The memory of tfjs's WASM backend, in which its tensors lie and our own functions work. */
export class WasmHeap {
  readonly run: Compiled<(typeof functions)[number]['name']>;
  readonly #backend: WasmBackend;

  constructor(tf: Tfjs) {
    this.#backend = tf.backend() as unknown as WasmBackend;
    const { wasm } = this.#backend;
    this.run = instantiate(functions, wasm.asm.memory);
    // The first call puts the real function in the place of a stand-in.
    this.borrow(1, () => undefined);
    const allocate = wasm._malloc;
    // tfjs takes the 0 of a failed allocation for an address, and writes there.
    wasm._malloc = (bytes) => {
      const address = allocate(bytes);
      if (address === 0 && bytes > 0)
        throw new RangeError(`WebAssembly is out of memory: ${bytes} bytes more`);
      return address;
    };
  }

  address(tensor: TensorInfo): number {
    return this.#backend.dataIdMap.get(tensor.dataId).memoryOffset;
  }

  /** A new tensor. Nothing may be allocated before it is handed to tfjs: where that fails, nobody would let go of it. */
  output(shape: number[]): TensorInfo {
    return this.#backend.makeOutput(shape, 'float32');
  }

  /** The same for several: none is left when there is no memory for all. */
  outputs(shapes: readonly number[][]): TensorInfo[] {
    const made: TensorInfo[] = [];
    try {
      for (const shape of shapes) made.push(this.output(shape));
      return made;
    } catch (error) {
      for (const { dataId } of made) this.#backend.disposeData(dataId);
      throw error;
    }
  }

  /** A second owner of the same memory, which goes when both have let go of it. */
  share({ dataId, shape, dtype }: TensorInfo): TensorInfo {
    this.#backend.incRef(dataId);
    return { dataId, shape, dtype };
  }

  /** The values where they lie: good until the next allocation. */
  values(tensor: TensorInfo): Float32Array {
    return this.#backend.typedArrayFromHeap(tensor);
  }

  /** Memory that no tensor has, for as long as `use` runs. */
  borrow<Result>(floats: number, use: (scratch: TensorInfo) => Result): Result {
    const scratch = this.output([floats]);
    try {
      return use(scratch);
    } finally {
      this.#backend.disposeData(scratch.dataId);
    }
  }
}
