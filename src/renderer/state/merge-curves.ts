import type { CurvePoint } from '#core/domain/training-progress';

/** The points of a snapshot, and those that arrived beside it and lie after it: each point once. */
export function mergeCurves(snapshot: readonly CurvePoint[], arrived: readonly CurvePoint[]): CurvePoint[] {
  const end = { train: -Infinity, validation: -Infinity };
  for (const { kind, position } of snapshot) end[kind] = Math.max(end[kind], position);
  return [...snapshot, ...arrived.filter(({ kind, position }) => position > end[kind])];
}
