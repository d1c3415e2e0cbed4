import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import type { EngineDescription } from '../../domain/engine';
import { WardrobeError } from '../../domain/errors';
import { engineFailure, type Shortage } from '../session/engine-failure';
import { mendWasm } from './wasm-kernels/mend-wasm';

export type Tfjs = typeof import('@tensorflow/tfjs');
type WasmPackage = typeof import('@tensorflow/tfjs-backend-wasm');

/** What computes the operations beneath the layers engine. */
export interface LayersBackend {
  tf: Tfjs;
  /** As tfjs names it. */
  name: string;
  description: EngineDescription;
}

/** tfjs holds one backend for the whole process; another session may have changed it. */
export function useBackend({ tf, name }: LayersBackend): Tfjs {
  // Takes effect before it returns: the backend has been started already.
  if (tf.getBackend() !== name) void tf.setBackend(name);
  return tf;
}

/** What `work` gives; its errors are in words for people, and `shortage` says what memory ran out for. */
export function explainErrors<Result>(
  { description }: LayersBackend,
  shortage: Shortage,
  work: () => Result,
): Result {
  try {
    return work();
  } catch (error) {
    throw engineFailure(error, description.library, shortage);
  }
}

const load = createRequire(import.meta.url);
const wasmPackage = '@tensorflow/tfjs-backend-wasm';

/** WebAssembly with SIMD, without any native library. Throws WardrobeError('unsupported') where it does not start. */
export async function layersOnWasm(): Promise<LayersBackend> {
  const tf = loadTfjs();
  const before = exitListeners();
  try {
    const wasm = load(wasmPackage) as WasmPackage;
    wasm.setWasmPaths(join(dirname(load.resolve(`${wasmPackage}/package.json`)), 'dist') + sep);
    if (!(await tf.setBackend('wasm'))) throw new Error('the module was refused');
  } catch (error) {
    throw new WardrobeError(
      'unsupported',
      `WebAssembly can't be used here: ${error instanceof Error ? error.message : String(error)}`,
      'Run the set-up again: npm start.',
      { cause: error },
    );
  } finally {
    // The module makes every uncaught error of the process its own; whoever runs us decides about those.
    for (const [event, listeners] of Object.entries(exitListeners()))
      for (const added of listeners.filter((listener) => !before[event]!.includes(listener)))
        process.removeListener(event, added);
  }
  mendWasm(tf);
  return {
    tf,
    name: 'wasm',
    description: {
      id: 'layers',
      library: `tfjs ${tf.version.tfjs} (WASM)`,
      device: 'CPU',
      detail: 'WebAssembly, one thread',
    },
  };
}

/** Plain JavaScript: runs everywhere, slowly. */
export async function layersOnPlainJs(): Promise<LayersBackend> {
  const tf = loadTfjs();
  await tf.setBackend('cpu');
  return {
    tf,
    name: 'cpu',
    description: {
      id: 'layers',
      library: `tfjs ${tf.version.tfjs} (plain JavaScript)`,
      device: 'CPU',
      detail: 'plain JavaScript, one thread',
    },
  };
}

function loadTfjs(): Tfjs {
  const tf = load('@tensorflow/tfjs') as Tfjs;
  // Without it tfjs advertises its Node package on the terminal.
  tf.enableProdMode();
  return tf;
}

type Listener = (...args: unknown[]) => void;

function exitListeners(): Record<string, Listener[]> {
  const of = (event: string): Listener[] => process.rawListeners(event) as Listener[];
  return { uncaughtException: of('uncaughtException'), unhandledRejection: of('unhandledRejection') };
}
