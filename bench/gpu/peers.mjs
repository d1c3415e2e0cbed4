/** Who takes part on a card, in which models, and what is most important where time is short. */

/**
 * @typedef {object} GpuPeer
 * @property {string} id for --peers
 * @property {string} name for people
 * @property {'fast' | 'exact'} [bits] of Wardrobe's graph engine
 * @property {string} [variant] of python/torch_gpu_peer.py
 */

/** All others are compared with it: it is what the app runs. */
export const referenceId = 'graph';

/** @type {readonly GpuPeer[]} */
export const gpuPeers = [
  { id: referenceId, name: 'Wardrobe, fast', bits: 'fast' },
  { id: 'graph-exact', name: 'Wardrobe, exact', bits: 'exact' },
  { id: 'pytorch-graph', name: 'PyTorch, CUDA graph', variant: 'graph' },
  { id: 'pytorch-compile-graph', name: 'PyTorch, compiled, CUDA graph', variant: 'compile-graph' },
  { id: 'pytorch-compile', name: 'PyTorch, compiled', variant: 'compile' },
  { id: 'pytorch', name: 'PyTorch, step by step', variant: 'eager' },
  { id: 'pytorch-tuned-graph', name: 'PyTorch, max-autotune, CUDA graph', variant: 'tuned-graph' },
];

/**
 * @typedef {object} GpuModel its plan is written by node/write-gpu-plans.ts
 * @property {string} id
 * @property {string} name
 * @property {number} work how long it takes beside the others, to share out the time
 */

/** `work` from what Wardrobe took on an H200, compiling and six epochs. @type {readonly GpuModel[]} */
export const gpuModels = [
  { id: 'classic', name: 'Classic model (784-128-10)', work: 1 },
  {
    id: 'convolutional',
    name: 'Convolutional model (32 and 64 filters 3×3, max-pool, 128 dense)',
    work: 1.6,
  },
  { id: 'strong', name: 'Preset Strong', work: 2.8 },
  { id: 'best', name: 'Preset Best', work: 3.4 },
];

/**
 * What one process measures.
 * @typedef {object} Visit
 * @property {readonly string[]} peers
 * @property {number} least seconds in which it makes sense
 * @property {number} usual seconds for a model whose work is 1
 */

/** The most important first; a stage is done for all models before the next. @type {readonly (readonly Visit[])[]} */
export const stages = [
  [
    { peers: [referenceId], least: 15, usual: 12 },
    { peers: ['pytorch-graph', 'pytorch-compile-graph'], least: 15, usual: 25 },
  ],
  [{ peers: ['graph-exact'], least: 15, usual: 12 }],
  [{ peers: ['pytorch-compile', 'pytorch'], least: 20, usual: 25 }],
  [{ peers: ['pytorch-tuned-graph'], least: 30, usual: 40 }],
];
