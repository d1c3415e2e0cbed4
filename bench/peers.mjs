/** Who takes part, and in which models. */

/**
 * @typedef {object} Peer
 * @property {string} id for --peers
 * @property {string} name for people
 * @property {string} script in bench/node or bench/python, without its ending
 * @property {string} [variant]
 * @property {import('./setup/python.mjs').Library} [library] the Python library it needs; else it runs in Node
 * @property {{ model: string, reason: string }} [only] the one model it takes part in
 * @property {boolean} [quick] an epoch of the classic model takes less than a second
 */

/** All others are compared with it: it is what the app runs. */
export const referenceId = 'graph';

/** @type {readonly Peer[]} */
export const peers = [
  {
    id: referenceId,
    name: 'Wardrobe, graph engine',
    script: 'engine-peer',
    variant: 'race',
    quick: true,
  },
  {
    id: 'graph-scheduled',
    name: 'Wardrobe, graph engine without XLA',
    script: 'engine-peer',
    variant: 'scheduled',
    only: { model: 'classic', reason: 'the engine never compiles convolutions with XLA' },
    quick: true,
  },
  {
    id: 'layers',
    name: 'Wardrobe, layers engine on WebAssembly',
    script: 'engine-peer',
    variant: 'layers',
    only: { model: 'classic', reason: 'it is what trains without TensorFlow, and takes minutes here' },
  },
  {
    id: 'jax',
    name: 'JAX, jit of a scan over the epoch',
    script: 'jax_peer',
    variant: 'scan',
    library: 'JAX',
    only: {
      model: 'classic',
      reason: 'XLA takes minutes for an epoch of convolutions within a loop on the CPU',
    },
    quick: true,
  },
  { id: 'jax-step', name: 'JAX, jit of a step', script: 'jax_peer', variant: 'step', library: 'JAX' },
  {
    id: 'pytorch',
    name: 'PyTorch, fused Adam',
    script: 'torch_peer',
    variant: 'eager',
    library: 'PyTorch',
  },
  {
    id: 'pytorch-compile',
    name: 'PyTorch, torch.compile and fused Adam',
    script: 'torch_peer',
    variant: 'compile',
    library: 'PyTorch',
  },
  {
    id: 'pytorch-step',
    name: 'PyTorch, whole step in one torch.compile',
    script: 'torch_peer',
    variant: 'compiled-step',
    library: 'PyTorch',
  },
  {
    id: 'keras-steps',
    name: 'Keras, steps_per_execution = epoch',
    script: 'keras_peer',
    variant: 'steps-per-execution',
    library: 'Keras',
  },
  { id: 'keras', name: 'Keras', script: 'keras_peer', variant: 'default', library: 'Keras' },
  { id: 'layers-model', name: 'TensorFlow.js, LayersModel.fit on its addon', script: 'layers-model-peer' },
];

/**
 * @typedef {object} Model
 * @property {string} id
 * @property {string} name
 * @property {number} batch
 * @property {number} multiplyAdds of one picture: forward, backward to the weights and, but for the first layer, to the inputs
 * @property {boolean} floor whether large matrix products say how fast it can get; the classic model's are too small
 */

const dense = 128 * 10;
const firstConvolution = 26 * 26 * 9 * 32;
const convolutions = firstConvolution + 11 * 11 * 9 * 32 * 64;

/** @type {readonly Model[]} */
export const models = [
  {
    id: 'classic',
    name: 'Classic model (784-128-10), batch 32',
    batch: 32,
    multiplyAdds: 2 * 784 * 128 + 3 * dense,
    floor: false,
  },
  {
    id: 'convolutional',
    name: 'Convolutional model (32 and 64 filters 3×3, max-pool, 128 dense), batch 64',
    batch: 64,
    multiplyAdds: 3 * (convolutions + 1600 * 128 + dense) - firstConvolution,
    floor: true,
  },
];

/** Epochs in each round. @param {Model} model @param {Peer} peer @param {boolean} quick */
export function epochsOf(model, peer, quick) {
  if (model.id === 'classic' && peer.quick) return quick ? 3 : 5;
  return quick ? 1 : 2;
}

/** Runs in each round: where an epoch takes less than a second, a moment says little. @param {Model} model @param {Peer} peer */
export const visitsOf = (model, peer) => (model.id === 'classic' && peer.quick ? 3 : 1);
