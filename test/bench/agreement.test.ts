import { describe, expect, it } from 'vitest';
import { agreementCases } from '../../bench/node/agreement-cases';
import { agreementMarkdown, agreementText, largest } from '../../bench/report/agreement.mjs';
import { checkPlan } from '../../src/core/model/shapes';

const near = {
  id: 'classic',
  name: 'Classic, Adam',
  tolerance: 1e-4,
  steps: 100,
  library: 'TensorFlow 2',
  detail: 'compiled',
  moved: 0.051,
  tensors: [
    { name: '1.kernel', difference: 2e-6 },
    { name: '1.bias', difference: 3.2e-5 },
  ],
};
const far = { ...near, id: 'far', name: 'Too far apart', tolerance: 1e-5 };
const agreement = {
  measuredAt: '2026-01-02T03:04:05.000Z',
  quick: false,
  machine: { processor: 'A processor', cores: 2, system: 'Linux 6', node: '20.19.0' },
  keras: 'Keras 3',
  cases: [near, far],
};

describe('agreement', () => {
  it('has cases that the engines can run, each with a name of its own', () => {
    for (const { plan } of agreementCases) expect(() => checkPlan(plan)).not.toThrow();
    expect(new Set(agreementCases.map(({ id }) => id)).size).toBe(agreementCases.length);
  });

  it('tells the largest difference of each tensor, and what is too far apart', () => {
    expect(largest(near)).toBe(3.2e-5);
    for (const text of [agreementText(agreement), agreementMarkdown(agreement)]) {
      expect(text).toContain('1.kernel 2.0e-6, 1.bias 3.2e-5');
      expect(text.match(/too far/g)).toHaveLength(1);
      expect(text).toContain('100 steps');
    }
  });
});
