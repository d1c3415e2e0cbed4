import { mostLikely } from '../evaluation/most-likely';

/** With less than this for its likeliest class, an answer is called unsure. */
export const sureFrom = 0.5;

export interface Verdict {
  /** The likeliest class, 0–9. */
  classIndex: number;
  probability: number;
  unsure: boolean;
}

/** What ten probabilities say in one word. */
export function verdictOf(probabilities: Float32Array): Verdict {
  const classIndex = mostLikely(probabilities);
  const probability = probabilities[classIndex] ?? 0;
  return { classIndex, probability, unsure: !(probability >= sureFrom) };
}
