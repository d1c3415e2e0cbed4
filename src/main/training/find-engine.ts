import { toErrorInfo } from '#core/domain/errors';
import { threadSettings } from '#core/tensorflow/library/thread-settings';
import { automatic, type EngineDescription, type EngineChoice } from '#core/domain/engine';
import type { Log } from '../log-file';
import type { TrainerProcess } from './trainer-process';

export interface FoundEngine {
  engine: EngineDescription;
  /** Null, or why the trainer does not survive loading TensorFlow's native library. */
  graphFails: string | null;
}

const withoutAddon: EngineChoice = { engine: 'layers', device: 'auto' };

/**
 * Asks a trainer what would train. If the question ends it, as a broken native library does, a second one is
 * asked to do without the library. Throws when that one fails, too.
 */
export async function findEngine(trainer: Pick<TrainerProcess, 'describe'>, log: Log): Promise<FoundEngine> {
  try {
    return { engine: await trainer.describe(automatic, threadSettings(automatic)), graphFails: null };
  } catch (error) {
    const { kind, message } = toErrorInfo(error);
    if (kind === 'cancelled') throw error;
    log(`engine: ${message} Trying without TensorFlow's native library.`);
    const engine = await trainer.describe(withoutAddon, threadSettings(withoutAddon));
    const graphFails = `TensorFlow's library does not work here: ${message}`;
    return { engine: { ...engine, detail: `${engine.detail}. ${graphFails}` }, graphFails };
  }
}
