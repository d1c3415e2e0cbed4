import { describe, expect, it } from 'vitest';
import { agreementCases } from '../../bench/node/agreement-cases';
import { agreementMarkdown, agreementText, largest } from '../../bench/report/agreement.mjs';
import { checkPlan } from '../../src/core/model/shapes';
import { fashionMnist } from '../fixtures/fashion-mnist';

const near = {
  id: 'classic',
  name: 'Classic, Adam',
  tolerance: 1e-4,
  steps: 100,
  library: 'TensorFlow 2',
  detail: 'compiled',
  moved: 0.051,
  afterOneStep: 4.4e-8,
  kerasFromNearby: 7.7e-5,
  tensors: [
    { name: '1.kernel', difference: 2e-6 },
    { name: '1.bias', difference: 3.2e-5 },
  ],
};
const agreement = {
  measuredAt: '2026-01-02T03:04:05.000Z',
  quick: false,
  machine: { processor: 'A processor', cores: 2, system: 'Linux 6', node: '20.19.0' },
  keras: 'Keras 3',
  cases: [near],
};

describe('agreement', () => {
  it('has cases that the engines can run, each with its own name', () => {
    for (const { plan } of agreementCases) expect(() => checkPlan(plan, fashionMnist)).not.toThrow();
    expect(new Set(agreementCases.map(({ id }) => id)).size).toBe(agreementCases.length);
  });

  it('tells the largest difference of any weight beside what is asked and what Keras itself keeps', () => {
    expect(largest(near)).toBe(3.2e-5);
    const [header, , row] = agreementMarkdown(agreement)
      .split('\n')
      .filter((line) => line.startsWith('|'));
    expect(header).toContain('Keras from itself');
    expect(row).toMatch(/Classic, Adam \| 4\.4e-8 \| 3\.2e-5 \| 1\.0e-4 \| 7\.7e-5 \| 0\.05 /);
    expect(agreementText(agreement)).toContain('100 from the same start');
  });
});
