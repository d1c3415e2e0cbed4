import { open, readFile } from 'node:fs/promises';
import type { CurvePoint } from '../../domain/training-progress';
import { diskError, errorCode } from '../../files/disk-error';
import { writeFileAtomic } from '../../files/write-file-atomic';
import { storedPointSchema } from './run-format';

/** Appends to a run's curves, one JSON object a line. */
export class CurvesFile {
  readonly #file: string;
  /** Length of what was written whole. */
  #length = 0;
  #torn = false;

  constructor(file: string) {
    this.#file = file;
  }

  /** As `cutCurves`; what is appended from now on comes after that. */
  async cut(position: number, epochsEnded: number): Promise<CurvePoint[]> {
    const points = await cutCurves(this.#file, position, epochsEnded);
    this.#length = Buffer.byteLength(linesOf(points));
    this.#torn = false;
    return points;
  }

  /** What was appended survives a power cut from now on. Throws WardrobeError('disk'). */
  async sync(): Promise<void> {
    if (this.#length === 0) return;
    try {
      const handle = await open(this.#file, 'r+');
      try {
        await handle.datasync();
      } finally {
        await handle.close();
      }
    } catch (error) {
      throw diskError(error, this.#file);
    }
  }

  /** Throws WardrobeError('disk'); what was there before stays, and a later call goes on after it. */
  async append(points: readonly CurvePoint[]): Promise<void> {
    if (points.length === 0) return;
    const text = linesOf(points);
    try {
      const handle = await open(this.#file, 'a');
      try {
        if (this.#torn) await handle.truncate(this.#length);
        this.#torn = true;
        await handle.appendFile(text);
      } finally {
        await handle.close();
      }
    } catch (error) {
      throw diskError(error, this.#file);
    }
    this.#torn = false;
    this.#length += Buffer.byteLength(text);
  }
}

const linesOf = (points: readonly CurvePoint[]): string =>
  points.map((point) => `${JSON.stringify(point)}\n`).join('');

/** Positions are sums of fractions; points are at least a step apart, which is far more. */
const tolerance = 1e-6;

/**
 * Cuts a run's curves back to `position` (in epochs), so that a run that goes on from there has each point once; the
 * validation of an epoch that has not ended goes, too. Gives the points that are left. Throws WardrobeError('disk'); the curves are then as before.
 */
export async function cutCurves(
  file: string,
  position: number,
  epochsEnded = position,
): Promise<CurvePoint[]> {
  const end = { train: position, validation: epochsEnded };
  const points = (await readCurves(file)).filter((point) => point.position <= end[point.kind] + tolerance);
  await writeFileAtomic(file, linesOf(points));
  return points;
}

/** A run's curves. Leaves out lines that can't be read (the last may be torn) and points without a finite loss. */
export async function readCurves(file: string): Promise<CurvePoint[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error)) return [];
    throw error;
  }
  return text.split('\n').flatMap(parseLine);
}

function parseLine(line: string): CurvePoint[] {
  if (line === '') return [];
  let raw: unknown;
  try {
    raw = JSON.parse(line);
  } catch {
    return [];
  }
  const { success, data } = storedPointSchema.safeParse(raw);
  if (!success || data.loss === null || data.accuracy === null) return [];
  return [{ ...data, loss: data.loss, accuracy: data.accuracy }];
}
