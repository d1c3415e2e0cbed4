import type { Labels } from '../domain/data-set';
import { countClasses } from './count-classes';

/**
 * What the loss of a picture is multiplied by, by its class, so that all classes that have pictures count the same, and a picture
 * counts 1 on average. Counts only the pictures at `indices`.
 */
export function balancedClassWeights(labels: Labels, classes: number, indices: Int32Array): Float32Array {
  const counts = countClasses(labels, classes, indices);
  const present = counts.filter((count) => count > 0).length;
  return Float32Array.from(counts, (count) => (count === 0 ? 0 : indices.length / (present * count)));
}
