import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import type { EngineState } from '../../domain/engine';
import { WardrobeError } from '../../domain/errors';
import type { LoopState } from '../../domain/loop-state';
import type { NamedTensor } from '../../domain/named-tensor';
import { errorCode } from '../../files/disk-error';
import { sha256 } from '../../files/sha256';
import { shapeSize } from '../../layers/shape-size';
import { trainingPlanSchema, type TrainingPlan } from '../../model/training-plan';
import { loopStateSchema, readableFormat, runFormat, runTimingsSchema, type RunTimings } from './run-format';

/** Everything that training needs to go on as if it had never stopped. */
export interface Checkpoint {
  plan: TrainingPlan;
  /** Of training and validation so far, pauses left out. */
  seconds: number;
  timings: RunTimings;
  loop: LoopState;
  engine: EngineState;
}

const groups = ['weights', 'slots', 'best'] as const;

const firstLineSchema = z.object({
  format: readableFormat,
  /** Of all that follows this line. */
  sha256: z.string(),
});

const headerSchema = z.object({
  plan: trainingPlanSchema,
  seconds: z.number(),
  timings: runTimingsSchema,
  step: z.number().int().min(0),
  loop: loopStateSchema,
  /** In the order of their numbers. */
  tensors: z.array(
    z.object({ group: z.enum(groups), name: z.string(), shape: z.array(z.number().int().min(0)) }),
  ),
});

/** Throws WardrobeError: 'corrupt' when a byte has changed, 'unsupported' when a newer Wardrobe wrote it, 'not-found'. */
export async function readCheckpoint(file: string): Promise<Checkpoint> {
  let data: Buffer;
  try {
    data = await readFile(file);
  } catch (error) {
    const kind = errorCode(error) === 'ENOENT' ? 'not-found' : 'corrupt';
    throw new WardrobeError(kind, `${basename(file)} can't be read (${errorCode(error)}).`, undefined, {
      cause: error,
    });
  }
  return decodeCheckpoint(data, basename(file));
}

/** As bytes: a line with the checksum of the rest, a line of JSON, then the tensors as little-endian float32. */
export function encodeCheckpoint({ engine, loop, ...rest }: Checkpoint): Uint8Array {
  const { best, ...position } = loop;
  const byGroup = { weights: engine.weights, slots: engine.slots, best: best ?? [] };
  const tensors = groups.flatMap((group) => byGroup[group].map((tensor) => ({ group, ...tensor })));
  const header: z.input<typeof headerSchema> = {
    ...rest,
    step: engine.step,
    loop: position,
    tensors: tensors.map(({ group, name, shape }) => ({ group, name, shape })),
  };
  const content = Buffer.concat([
    Buffer.from(`${JSON.stringify(header)}\n`),
    ...tensors.map(({ values }) => Buffer.from(values.buffer, values.byteOffset, values.byteLength)),
  ]);
  const firstLine = `${JSON.stringify({ format: runFormat, sha256: sha256(content) })}\n`;
  return Buffer.concat([Buffer.from(firstLine), content]);
}

/** `name` is for messages. Throws as `readCheckpoint`. */
export function decodeCheckpoint(data: Uint8Array, name: string): Checkpoint {
  const [firstLine, content] = lineOf(data, name);
  const first = parse(firstLine, name);
  const { format } = first as { format?: unknown };
  if (typeof format === 'number' && format > runFormat)
    throw new WardrobeError(
      'unsupported',
      `${name} was written by a newer Wardrobe (format ${format}; this one reads ${runFormat}).`,
      'Update Wardrobe to go on with this run. It was left as it is.',
    );
  const checked = firstLineSchema.safeParse(first);
  if (!checked.success || checked.data.sha256 !== sha256(content)) throw damagedCheckpoint(name);
  const [headerLine, numbers] = lineOf(content, name);
  const header = headerSchema.safeParse(parse(headerLine, name));
  if (!header.success) throw damagedCheckpoint(name);
  const { step, loop, tensors, ...rest } = header.data;
  const byGroup = { weights: [], slots: [], best: [] } as Record<(typeof groups)[number], NamedTensor[]>;
  let at = 0;
  for (const { group, ...tensor } of tensors) {
    const bytes = shapeSize(tensor.shape) * Float32Array.BYTES_PER_ELEMENT;
    if (at + bytes > numbers.byteLength) throw damagedCheckpoint(name);
    // A copy, so that it can be viewed as numbers whatever its offset in the file.
    const values = new Float32Array(Uint8Array.from(numbers.subarray(at, at + bytes)).buffer);
    byGroup[group].push({ ...tensor, values });
    at += bytes;
  }
  if (at !== numbers.byteLength) throw damagedCheckpoint(name);
  const { weights, slots, best } = byGroup;
  return {
    ...rest,
    loop: { ...loop, best: best.length > 0 ? best : null },
    engine: { step, weights, slots },
  };
}

/** The first line as text, and what follows it. */
function lineOf(data: Uint8Array, name: string): [line: string, rest: Uint8Array] {
  const end = data.indexOf(10);
  if (end < 0) throw damagedCheckpoint(name);
  return [Buffer.from(data.subarray(0, end)).toString('utf8'), data.subarray(end + 1)];
}

function parse(line: string, name: string): unknown {
  try {
    return JSON.parse(line) ?? {};
  } catch (error) {
    throw damagedCheckpoint(name, error);
  }
}

function damagedCheckpoint(name: string, cause?: unknown): WardrobeError {
  return new WardrobeError(
    'corrupt',
    `${name} is damaged: its SHA-256 is not the one written down.`,
    undefined,
    {
      cause,
    },
  );
}
