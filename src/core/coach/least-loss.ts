import type { CurvePoint } from '../domain/training-progress';
import type { Finding } from './finding';
import { entropy } from './statistics';

/** What label smoothing makes of a class's part (0–1) of the target, with so many classes. */
export const smoothed = (part: number, labelSmoothing: number, classes: number): number =>
  (1 - labelSmoothing) * part + labelSmoothing / classes;

/** The loss of a model that answers with the smoothed targets themselves; none gets below it. 0 without label smoothing. */
export const leastLoss = (labelSmoothing: number, classes: number): number =>
  entropy(
    Array.from({ length: classes }, (_, place) => smoothed(place === 0 ? 1 : 0, labelSmoothing, classes)),
  );

/** The curves with the least loss subtracted, the part that training can remove: rules ask by what fraction it falls or rises. */
export function aboveLeast(
  curves: readonly CurvePoint[],
  labelSmoothing: number,
  classes: number,
): CurvePoint[] {
  const least = leastLoss(labelSmoothing, classes);
  return curves.map((point) => ({ ...point, loss: point.loss - least }));
}

/** The reverse of `aboveLeast` for the losses in a finding's evidence: it shows the losses of the curves. */
export function withLeastAdded(finding: Finding, labelSmoothing: number, classes: number): Finding {
  const { evidence } = finding;
  const least = leastLoss(labelSmoothing, classes);
  const shown = (value: number | null, column: number): number | null =>
    value !== null && evidence.columns[column]?.unit === 'loss' ? value + least : value;
  const rows = evidence.rows.map(({ label, values }) => ({ label, values: values.map(shown) }));
  return { ...finding, evidence: { ...evidence, rows } };
}
