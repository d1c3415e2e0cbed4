import { expect, test } from 'vitest';
import type { EngineDescription } from '#core/domain/engine';
import { automaticWords } from '../../../../src/renderer/steps/model/engine-words';
import { fashionMnist, findPreset } from '../../../fixtures/fashion-mnist';

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
  expect(automaticWords(plan, found('layers'), undefined, [], fashionMnist)).toMatch(
    /the only one that runs here/,
  );
  const cpu = found('tensorflow-cpu');
  expect(automaticWords(plan, cpu, undefined, [], fashionMnist)).toMatch(
    /^TensorFlow on the CPU, unless another/,
  );
  expect(automaticWords(plan, cpu, graph, [graph], fashionMnist)).toMatch(/unless another/);
  expect(automaticWords(plan, cpu, graph, [graph, layers], fashionMnist)).toMatch(
    /^TensorFlow on the CPU: 8.4.s against 1.min 24.s/,
  );
  expect(automaticWords(plan, cpu, layers, [graph, probed('layers', 0.0001)], fashionMnist)).toMatch(
    /^Layer by layer/,
  );
});
