import { expect, test } from 'vitest';
import type { EngineDescription } from '#core/domain/engine';
import { findPreset } from '#core/model/presets';
import { automaticWords } from '../../../../src/renderer/steps/model/engine-words';

const { plan } = findPreset('classic')!;
const found = (id: EngineDescription['id']): EngineDescription => ({
  id,
  library: '',
  device: 'CPU',
  detail: '',
});
const graph = probed('graph', 0.001);
const layers = probed('layers', 0.01);

function probed(engine: 'graph' | 'layers', secondsPerStep: number) {
  const pace = { engine: found('layers'), startSeconds: 0, secondsPerStep, secondsPerJudged: 0 };
  return { choice: { engine, device: 'auto' } as const, pace };
}

test('why automatic takes what it takes', () => {
  expect(automaticWords(plan, found('layers'), undefined, [])).toMatch(/the only one that runs here/);
  const cpu = found('tensorflow-cpu');
  expect(automaticWords(plan, cpu, undefined, [])).toMatch(/^TensorFlow on the CPU, unless another/);
  expect(automaticWords(plan, cpu, graph, [graph])).toMatch(/unless another/);
  expect(automaticWords(plan, cpu, graph, [graph, layers])).toMatch(
    /^TensorFlow on the CPU: 8.4.s against 1.min 24.s/,
  );
  expect(automaticWords(plan, cpu, layers, [graph, probed('layers', 0.0001)])).toMatch(/^Layer by layer/);
});
