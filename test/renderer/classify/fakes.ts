import type { Judged } from '../../../src/renderer/classify/classify-queue';
import type { Answer } from '../../../src/renderer/classify/worker-messages';
import type { Found } from '../../../src/renderer/classify/found-file';
import { fashionMnist } from '../../fixtures/fashion-mnist';

/** An answer that is surest of `classIndex`. */
export function answerOf(classIndex: number, probability = 0.91, modelKey = 'model-1'): Answer {
  const probabilities = new Float32Array(10).fill((1 - probability) / 9);
  probabilities[classIndex] = probability;
  return { modelKey, pixels: new Uint8Array(784), probabilities, thumbnail: null, copy: null };
}

/** The same as the page holds it. */
export function judgedOf(classIndex: number, probability?: number, modelKey?: string): Judged {
  const { copy, ...answer } = answerOf(classIndex, probability, modelKey);
  return { ...answer, dataSet: fashionMnist, source: copy };
}

export const foundFile = (name: string): Found => ({ kind: 'file', name, file: new File(['x'], name) });

export async function* foundAll(names: readonly string[]): AsyncGenerator<Found> {
  for (const name of names) yield foundFile(name);
}

export async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of source) all.push(item);
  return all;
}

/** Resolves once every promise that is due has been served. */
export const settled = () => new Promise<void>((done) => setTimeout(done, 0));
