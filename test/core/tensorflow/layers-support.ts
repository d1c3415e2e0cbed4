import type { EngineState } from '#core/domain/engine';
import type { NamedTensor } from '#core/domain/named-tensor';
import {
  layersOnPlainJs,
  layersOnWasm,
  type LayersBackend,
  type Tfjs,
} from '#core/tensorflow/layers-engine/layers-backend';
import { loadTensorflow } from '#core/tensorflow/library/load-tensorflow';

/** On the library that the graph engine uses, one call an operation. */
async function layersOnTensorflow(): Promise<LayersBackend> {
  const { tf, version } = await loadTensorflow();
  return {
    tf: tf as unknown as Tfjs,
    name: 'tensorflow',
    description: {
      id: 'layers',
      library: `TensorFlow ${version}, by tfjs`,
      device: 'CPU',
      detail: 'for a test',
    },
  };
}

/** Everything that the layers engine can compute with. */
export const backends: [string, () => Promise<LayersBackend>][] = [
  ['TensorFlow', layersOnTensorflow],
  ['WASM', layersOnWasm],
  ['plain JavaScript', layersOnPlainJs],
];

export const wasmOf = (backend: LayersBackend) =>
  (backend.tf.backend() as unknown as { wasm: { _malloc(bytes: number): number } }).wasm;

/** Counts the allocations of WASM until `restore`, and lets one fail. */
export function failingAllocations(backend: LayersBackend) {
  const wasm = wasmOf(backend);
  const allocate = wasm._malloc;
  let failing: number | null = null;
  const allocations = {
    count: 0,
    /** Counts anew, and lets the one with this number fail, from 1. */
    failAt(number: number) {
      allocations.count = 0;
      failing = number;
    },
    restore: () => void (wasm._malloc = allocate),
  };
  wasm._malloc = (bytes) => {
    allocations.count += 1;
    if (allocations.count === failing) throw new RangeError('WebAssembly is out of memory');
    return allocate(bytes);
  };
  return allocations;
}

/** Everything random and everything with a memory at once. */
export const restless = {
  layers: [
    { type: 'conv2d', filters: 4, kernelSize: 3, strides: 2, activation: 'relu' },
    { type: 'batchNorm', momentum: 0.9 },
    { type: 'residual', layers: [{ type: 'dropout', rate: 0.2 }] },
    { type: 'flatten' },
    { type: 'dropout', rate: 0.3 },
    { type: 'dense', units: 10, activation: 'softmax' },
  ],
  optimizer: { type: 'adamw' },
  learningRate: 0.01,
  schedule: { type: 'oneCycle' },
  labelSmoothing: 0.1,
  clipNorm: 1,
  weightAveraging: 0.9,
  augmentation: {
    flip: true,
    shift: 2,
    rotate: 10,
    scale: 0.1,
    brightness: 0.1,
    gamma: 0.3,
    erase: 0.3,
    invert: 0.2,
  },
};

export const largestDifference = (a: Float32Array, b: Float32Array): number =>
  a.reduce((largest, value, index) => Math.max(largest, Math.abs(value - b[index]!)), 0);

/** Everything that a state holds, by name; which way the graph engine ran is not compared. */
export const tensorsOf = ({ weights, slots }: EngineState): Map<string, NamedTensor> =>
  new Map(
    [...weights, ...slots].filter(({ name }) => name !== 'compiled').map((tensor) => [tensor.name, tensor]),
  );

/** The state as whole numbers, to compare to the last bit. */
export const bits = (state: EngineState): unknown => ({
  step: state.step,
  tensors: [...state.weights, ...state.slots].map(({ name, values }) => [
    name,
    Array.from(new Int32Array(values.slice().buffer)),
  ]),
});
