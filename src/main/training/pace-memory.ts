import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { z } from 'zod';
import type { PictureShape } from '#core/domain/data-set';
import { toErrorInfo } from '#core/domain/errors';
import { writeFileAtomic } from '#core/files/write-file-atomic';
import type { TrainingPlan } from '#core/model/training-plan';
import type { EngineChoice } from '#core/domain/engine';
import { findNvidiaGpu } from '#core/tensorflow/library/no-gpu';
import { paceKey, type Pace } from '#core/pace/pace';
import { speedKey } from '#core/pace/ways-to-train';
import { pace as paceSchema } from '#shared/contracts/training';
import type { Log } from '../log-file';

const fileSchema = z.object({ machine: z.string(), paces: z.record(z.string(), paceSchema) });

/** The newest ones are kept. */
const mostKept = 200;

/** Identifies what the measured times are valid for: on another machine, or with another Wardrobe, they are measured again. */
export function thisMachine(version: string): string {
  const processors = cpus();
  const { names, driver } = findNvidiaGpu();
  return [
    version,
    process.platform,
    process.arch,
    `${processors.length} × ${processors[0]?.model ?? ''}`,
    ...names,
    ...(driver ? [driver] : []),
  ].join(', ');
}

/** Measured paces by plan and engine, kept in a file so that the next start knows them. */
export class PaceMemory {
  readonly #file: string;
  readonly #machine: string;
  readonly #log: Log;
  readonly #paces: Promise<Map<string, Pace>>;

  constructor(file: string, machine: string, log: Log) {
    this.#file = file;
    this.#machine = machine;
    this.#log = log;
    this.#paces = this.#read();
  }

  async find(plan: TrainingPlan, choice: EngineChoice, shape: PictureShape): Promise<Pace | undefined> {
    return (await this.#paces).get(keyOf(plan, choice, shape));
  }

  /** Remembers it; a file that can't be written costs a measurement at the next start, and no more. */
  async keep(plan: TrainingPlan, choice: EngineChoice, shape: PictureShape, pace: Pace): Promise<void> {
    const paces = await this.#paces;
    const key = keyOf(plan, choice, shape);
    paces.delete(key);
    paces.set(key, pace);
    for (const oldest of [...paces.keys()].slice(0, -mostKept)) paces.delete(oldest);
    const text = JSON.stringify({ machine: this.#machine, paces: Object.fromEntries(paces) }, null, 1);
    await writeFileAtomic(this.#file, `${text}\n`).catch((error: unknown) => this.#tell(error));
  }

  async #read(): Promise<Map<string, Pace>> {
    try {
      const { machine, paces } = fileSchema.parse(JSON.parse(await readFile(this.#file, 'utf8')));
      return new Map(machine === this.#machine ? Object.entries(paces) : []);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.#tell(error);
      return new Map();
    }
  }

  #tell(error: unknown): void {
    this.#log(`measured times: ${toErrorInfo(error).message}`);
  }
}

function keyOf(plan: TrainingPlan, choice: EngineChoice, shape: PictureShape): string {
  return createHash('sha256')
    .update(`${speedKey(choice)} ${paceKey(plan, shape)}`)
    .digest('hex');
}
