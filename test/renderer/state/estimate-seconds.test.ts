import { expect, test } from 'vitest';
import { findPreset } from '#core/model/presets';
import type { RunSummary } from '#shared/contracts/runs';
import { runSummary } from '../../fixtures/run-summary';
import { estimateSeconds } from '../../../src/renderer/state/estimate-seconds';

const { plan } = findPreset('classic')!;
const run = (settings: Partial<RunSummary>) => runSummary({ seconds: 10, ...settings });

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
