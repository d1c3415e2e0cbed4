import type { EngineDescription, EngineChoice } from '../domain/engine';
import { toErrorInfo, WardrobeError } from '../domain/errors';
import { createGraphEngine } from './graph-engine/graph-engine';
import { layersOnPlainJs, layersOnWasm, type LayersBackend } from './layers-engine/layers-backend';
import { createLayersEngine } from './layers-engine/layers-engine';
import { loadTensorflow, type LoadedTensorflow } from './library/load-tensorflow';
import type { TrainingEngine } from './session/training-engine';

export interface ChosenEngine {
  engine: TrainingEngine;
  /** `detail` says in words why it was taken; the session's own description says how it runs. */
  description: EngineDescription;
}

/**
 * The best engine there is for `choice`: the graph on a GPU, the graph on the CPU, the layers on WebAssembly, the layers
 * in plain JavaScript. 'layers' never touches TensorFlow's native library, so it works where that one crashes. Throws
 * WardrobeError('unsupported') when what was asked for by name can't be had.
 */
export async function chooseEngine(choice: EngineChoice): Promise<ChosenEngine> {
  if (choice.engine === 'layers') {
    if (choice.device === 'gpu')
      throw noGpu('The layers engine computes on the CPU.', 'Choose the graph engine.');
    return layers('the layers engine was asked for', choice);
  }
  // TensorFlow looks at it when it loads.
  if (choice.device === 'cpu') process.env.CUDA_VISIBLE_DEVICES = '-1';
  let loaded: LoadedTensorflow;
  try {
    loaded = await loadTensorflow();
  } catch (error) {
    if (choice.engine === 'graph' || choice.device === 'gpu') throw error;
    const { message, hint } = toErrorInfo(error);
    return layers([message, hint].filter(Boolean).join(' '), choice);
  }
  if (choice.device === 'gpu' && loaded.gpu === null)
    throw noGpu(
      'TensorFlow finds no NVIDIA GPU here.',
      'Check the driver with nvidia-smi, or train on the CPU.',
    );
  return graph(loaded, choice);
}

function graph(loaded: LoadedTensorflow, choice: EngineChoice): ChosenEngine {
  const { way, bits } = choice;
  const { gpu } = loaded;
  if (bits === 'exact' && gpu && !gpu.exact)
    throw new WardrobeError(
      'unsupported',
      'TensorFlow was loaded for fast computing, which does not give the same bits each time.',
      'Unset TF_DETERMINISTIC_OPS in the environment, or train without "exact".',
    );
  const engine = createGraphEngine(loaded, {
    ...(way && { ways: [way] }),
    sameEachTime: bits === 'exact' || gpu?.exact === true,
  });
  return {
    engine,
    description: {
      id: engine.id,
      library: `TensorFlow ${loaded.version}`,
      device: gpu?.name ?? 'CPU',
      detail: graphReason(loaded, choice),
      ...(gpu && { bits: gpu.exact ? 'exact' : 'fast', newCard: gpu.isNew }),
    },
  };
}

function graphReason({ gpu }: LoadedTensorflow, { device }: EngineChoice): string {
  if (gpu !== null) return 'TensorFlow found a GPU';
  return device === 'cpu' ? 'the CPU was asked for' : 'TensorFlow found no NVIDIA GPU';
}

async function layers(reason: string, { way }: EngineChoice): Promise<ChosenEngine> {
  if (way)
    throw new WardrobeError(
      'unsupported',
      `Only the graph engine runs its steps ${way}: ${reason}.`,
      'Leave it open how the steps run.',
    );
  const backend = await layersOnWasm().catch(async (error: unknown): Promise<LayersBackend> => {
    const plain = await layersOnPlainJs();
    return {
      ...plain,
      description: {
        ...plain.description,
        detail: `${plain.description.detail}: ${toErrorInfo(error).message}`,
      },
    };
  });
  const description = { ...backend.description, detail: `${backend.description.detail}; ${reason}` };
  return { engine: createLayersEngine({ ...backend, description }), description };
}

const noGpu = (message: string, hint: string): WardrobeError =>
  new WardrobeError('unsupported', message, hint);
