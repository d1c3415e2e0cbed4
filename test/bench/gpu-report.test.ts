import { describe, expect, it } from 'vitest';
import { gpuPeers, referenceId } from '../../bench/gpu/peers.mjs';
import { rowsOf } from '../../bench/gpu/rows.mjs';
import { barChart } from '../../bench/report/chart.mjs';
import { gpuMarkdown, gpuText, verdict } from '../../bench/report/gpu-result.mjs';

const run = (epochSeconds: number[], reserved: number | null = null) => ({
  library: 'Some 1.0',
  detail: '',
  compileSeconds: 2,
  epochSeconds,
  loss: 0.25,
  accuracy: 0.875,
  memory: { process: 2e9, allocated: reserved && reserved / 2, reserved },
});
const runs = {
  graph: [run([9, 0.5, 0.4]), run([9, 0.6])],
  pytorch: [run([1], 1e9), run([1], 3e9)],
};
const rows = rowsOf(runs, gpuPeers, referenceId, 60_000);
const result = {
  id: 'gpu-classic',
  name: 'Classic <model>, batch 32',
  measures: 'epoch' as const,
  measuredAt: '2026-01-02T03:04:05.000Z',
  quick: false,
  machine: { processor: 'A processor', cores: 16, system: 'Linux 6', node: '20.19.0' },
  card: { name: 'NVIDIA H100', driver: '580.1', memory: 80e9 },
  pictures: 60_000,
  seconds: 150,
  referenceId,
  rows,
  leftOut: [{ name: 'Wardrobe, exact', reason: 'no time was left.' }],
};

describe('rowsOf', () => {
  it('leaves out the epoch that warms up, but where there is no other', () => {
    expect(rows.map(({ id, seconds }) => [id, seconds])).toEqual([
      ['graph', { median: 0.5, least: 0.4, most: 0.6 }],
      ['pytorch', { median: 1, least: 1, most: 1 }],
    ]);
    expect(rows[0]).toMatchObject({ measured: 3, epochs: 2, ratio: 1, picturesPerSecond: 120_000 });
    expect(rows[1]).toMatchObject({ ratio: 2, memory: { process: 2e9, allocated: 1.5e9, reserved: 3e9 } });
  });

  it('has no ratio without the reference', () => {
    expect(rowsOf({ pytorch: runs.pytorch }, gpuPeers, referenceId, 60_000)[0]?.ratio).toBeNull();
  });
});

describe('the table of a card', () => {
  it('has a line for each that ran, and says what was left out', () => {
    const markdown = gpuMarkdown(result);
    const line = markdown.split('\n').find((text) => text.startsWith('| PyTorch, step by step'));
    expect(line).toBe(
      '| PyTorch, step by step | 1.000 | 60,000 | 2.00× | 2.00 | 2000 MB | 1500 MB of 3000 MB | 0.2500 | 87.5 % after 1 |',
    );
    expect(markdown).toContain('- NVIDIA H100, 80000 MB, driver 580.1; A processor, 16 cores');
    expect(markdown).toContain('- Left out: Wardrobe, exact: no time was left.\n');
    expect(markdown).toContain('within 150 s');
    expect(gpuText({ ...result, card: null })).toContain('say nothing of a card');
    expect(barChart({ ...result, floor: null })).toContain('Classic &lt;model&gt;');
  });

  it('sets Wardrobe beside the fastest of PyTorch', () => {
    expect(verdict(result)).toMatch(/^Wardrobe, fast: trains 2\.00× as many .*\(step by step\)/);
    expect(verdict({ ...result, rows: rows.slice(1) })).toBeNull();
  });
});
