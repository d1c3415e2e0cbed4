import type { EngineDescription } from '#core/domain/engine';

/** The engines that scenarios say they train on. */
export const engine: EngineDescription = {
  id: 'tensorflow-cpu',
  library: 'TensorFlow 2.21.0',
  device: 'CPU',
  detail: 'compiled by XLA, chosen by a two-second race; no NVIDIA driver found',
};

export const wasm: EngineDescription = {
  id: 'layers',
  library: 'tfjs 4.22.0 (WASM)',
  device: 'CPU',
  detail: 'WebAssembly, one thread',
};

export const gpu: EngineDescription = {
  ...engine,
  id: 'tensorflow-gpu',
  device: 'NVIDIA H100 80GB HBM3',
  detail: 'TensorFlow found a GPU',
  bits: 'fast',
};
