import { expect, test } from 'vitest';
import type { CurvePoint } from '#core/domain/training-progress';
import { mergeCurves } from '../../../src/renderer/state/merge-curves';

const at = (kind: CurvePoint['kind'], position: number): CurvePoint => ({
  kind,
  position,
  loss: 1,
  accuracy: 0,
});

test('a point that is in the snapshot and arrived beside it stands once', () => {
  const snapshot = [at('train', 0.5), at('train', 1), at('validation', 1)];
  const arrived = [at('train', 1), at('validation', 1), at('train', 1.5)];
  expect(mergeCurves(snapshot, arrived)).toEqual([...snapshot, at('train', 1.5)]);
});

test('the kinds are told apart', () => {
  expect(mergeCurves([at('train', 2)], [at('validation', 1)])).toHaveLength(2);
});

test('without a snapshot everything that arrived is kept', () => {
  expect(mergeCurves([], [at('train', 0.1)])).toEqual([at('train', 0.1)]);
});
