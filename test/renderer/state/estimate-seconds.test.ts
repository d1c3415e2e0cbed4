import { expect, test } from 'vitest';
import { findPreset } from '#core/model/presets';
import type { RunSummary } from '#shared/contracts/runs';
import { estimateSeconds } from '../../../src/renderer/state/estimate-seconds';

const { plan } = findPreset('classic')!;
const run = (settings: Partial<RunSummary>): RunSummary => ({
  id: 'classic-1',
  name: 'Classic',
  createdAt: '2026-11-24T15:03:00Z',
  status: 'completed',
  plan,
  parameters: 101_770,
  engine: null,
  seconds: 10,
  testAccuracy: 0.87,
  resumable: null,
  stoppedEarly: null,
  ...settings,
});

test('scales the newest like run by the epochs', () => {
  const runs = [run({ seconds: 10 }), run({ seconds: 1000 })];
  expect(estimateSeconds({ ...plan, epochs: 10 }, runs)).toBe(20);
});

test('leaves out what does not tell: stopped runs, other batches, other layers, no time', () => {
  const unlike = [
    run({ status: 'stopped' }),
    run({ plan: { ...plan, batchSize: 64 } }),
    run({ plan: { ...plan, layers: plan.layers.slice(1) } }),
    run({ seconds: null }),
  ];
  for (const other of unlike) expect(estimateSeconds(plan, [other])).toBeNull();
});
