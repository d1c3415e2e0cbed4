import { describe, expect, it } from 'vitest';
import { models, peers, referenceId } from '../../bench/peers.mjs';
import type { Result } from '../../bench/report/result.mjs';
import { barChart } from '../../bench/report/chart.mjs';
import { median, spread, summarise } from '../../bench/report/statistics.mjs';
import { markdownTable, terminalTable } from '../../bench/report/table.mjs';
import { benchPlan } from '../../bench/node/plans';
import { countParameters, weightSpecs } from '../../src/core/model/shapes';
import { fashionMnist, inputShape } from '../fixtures/fashion-mnist';

const run = (library: string, epochSeconds: number[]) => ({
  library,
  detail: '',
  compileSeconds: 1,
  epochSeconds,
  accuracy: 0.875,
  peakMemory: 500e6,
  multiplyAddsPerSecond: [],
});

const [before, after, quick] = [[0.4, 0.6, 0.4], [0.6], [0.4]].map((seconds) => run('TensorFlow 2', seconds));
const rounds = [
  {
    load: 0.5,
    runs: { graph: [before!, after!], keras: [run('Keras 3', [4, 6])] },
    beside: { keras: [[before!, after!]] },
  },
  { load: 2, runs: { graph: [quick!], keras: [run('Keras 3', [3.2])] }, beside: { keras: [[quick!]] } },
  { load: 2, runs: { keras: [run('Keras 3', [4])] }, beside: { keras: [[]] } },
];

const rows = summarise(rounds, peers, referenceId);

const result: Result = {
  id: 'classic',
  measures: 'epoch',
  name: 'Classic <model>',
  measuredAt: '2026-01-02T03:04:05.000Z',
  quick: false,
  machine: { processor: 'A processor', cores: 2, system: 'Linux 6', node: '20.19.0' },
  load: [0.5, 2, 2],
  referenceId,
  rows,
  leftOut: [{ name: 'PyTorch', reason: 'no build for this machine' }],
  floor: {
    seconds: 0.3,
    multiplyAddsPerSecond: 5e10,
    library: 'NumPy 2',
    times: { median: 1.5, least: 1.4, most: 1.6 },
  },
};

describe('statistics', () => {
  it('takes the middle of an odd and of an even number of values', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(spread([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 });
  });

  it('compares with what ran right before and after, and leaves out peers that never ran', () => {
    expect(rows.map(({ id }) => id)).toEqual(['graph', 'keras']);
    expect(rows[1]?.seconds).toEqual({ median: 4, least: 3.2, most: 5 });
    expect(rows[1]?.ratio).toEqual({ median: 9, least: 8, most: 10 });
    expect(rows[0]?.ratio).toEqual({ median: 1, least: 1, most: 1 });
  });

  it('has no ratio where the reference did not run', () => {
    const [row] = summarise([rounds[2]!], peers, referenceId);
    expect(row?.ratio).toBeNull();
  });
});

describe('table and chart', () => {
  it('tell the figures, the load, the floor and who is left out', () => {
    for (const text of [terminalTable(result), markdownTable(result)]) {
      expect(text).toContain('9.00× (8.00–10.0)');
      expect(text).toContain('87.5 % after 1');
      expect(text).toContain('0.5, 2.0, 2.0');
      expect(text).toContain('0.30 s: the graph engine takes 1.50× (1.40–1.60)');
      expect(text).toContain('Left out: PyTorch: no build for this machine.');
    }
  });

  it('tell of a whole job what it took in all, and no time before it', () => {
    const job: Result = { ...result, measures: 'whole job', floor: null };
    expect(markdownTable(job)).toContain('whole job, s');
    expect(markdownTable(job)).not.toContain('before it');
    expect(barChart(job)).toContain('seconds in all');
  });

  it('draws a bar for each peer, longer for the slower one, with escaped names', () => {
    const svg = barChart(result);
    const widths = [...svg.matchAll(/<rect[^>]* width="([\d.]+)"/g)].map(([, bar]) => Number(bar));
    expect(widths[1]! / widths[0]!).toBeCloseTo(4 / 0.45, 1);
    expect(svg).toContain('Classic &lt;model&gt;');
  });
});

describe('models', () => {
  it('have the parameters that the same layers have in Keras', () => {
    expect(countParameters(benchPlan('classic', 32, 1).layers, fashionMnist)).toBe(101_770);
    expect(countParameters(benchPlan('convolutional', 64, 1).layers, fashionMnist)).toBe(225_034);
  });

  it('have their multiply-adds counted: each kernel weight once for each place it is put at', () => {
    for (const { id, batch, multiplyAdds } of models) {
      const kernels = weightSpecs(benchPlan(id, batch, 1).layers, inputShape).filter(
        ({ role }) => role === 'kernel',
      );
      const places = id === 'classic' ? [1, 1] : [26 * 26, 11 * 11, 1, 1];
      const forward = kernels.map(({ shape }, index) => places[index]! * shape.reduce((a, b) => a * b, 1));
      expect(multiplyAdds).toBe(forward.reduce((sum, one, index) => sum + one * (index === 0 ? 2 : 3), 0));
    }
  });
});
