import { expect, test } from 'vitest';
import { compileProgram } from '#core/graph/program/training-program';
import { fashionMnist, presets } from '../../fixtures/fashion-mnist';

test.each(presets.map(({ id, plan }) => ({ id, plan })))(
  '$id makes no variable one that every read copies',
  ({ plan }) => {
    const program = {
      plan,
      dataSet: fashionMnist,
      totalSteps: 10,
      pictures: 1000,
      isChunked: false,
      classWeights: null,
      device: 'cpu' as const,
      exact: true,
      exchangesKernels: true,
    };
    const { nodes, functions } = compileProgram(program).graph;
    const operations = new Set([...nodes, ...functions.flatMap((one) => one.nodes)].map(({ op }) => op));
    expect(operations).toContain('GatherV2');
    expect([...operations].filter((op) => /^Resource(Gather|Scatter|SparseApply)/.test(op))).toEqual([]);
  },
);
