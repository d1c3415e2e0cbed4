import { describe, expect, it } from 'vitest';
import { jobsOf, limitOf, retryOf, type Job } from '../../bench/gpu/jobs.mjs';
import { measureAll } from '../../bench/gpu/measure-all.mjs';
import { gpuModels, gpuPeers } from '../../bench/gpu/peers.mjs';
import { gpuPlans } from '../../bench/node/plans';
import { checkPlan } from '../../src/core/model/shapes';
import { fashionMnist } from '../fixtures/fashion-mnist';

const jobs = jobsOf(gpuModels, gpuPeers);
const run = (seconds = 1) => ({
  library: 'Some 1.0',
  detail: '',
  compileSeconds: 2,
  epochSeconds: [seconds],
  loss: 0.5,
  accuracy: 0.8,
  memory: { process: null, allocated: null, reserved: null },
});
const allOf = ({ peers }: Job) => ({
  runs: Object.fromEntries(peers.map(({ id }) => [id, run()])),
  failures: {},
});
const namesOf = ({ model, peers }: Job) => [model.id, ...peers.map(({ id }) => id)].join(' ');
const onTaken = async () => {};

describe('jobsOf', () => {
  it('has every peer in every model once, Wardrobe and the best of PyTorch first', () => {
    const pairs = jobs.flatMap(({ model, peers }) => peers.map(({ id }) => `${model.id} ${id}`));
    expect(pairs).toHaveLength(gpuModels.length * gpuPeers.length);
    expect(new Set(pairs).size).toBe(pairs.length);
    expect(jobs.slice(0, 3).map(namesOf)).toEqual([
      'classic graph',
      'classic pytorch-graph pytorch-compile-graph',
      'convolutional graph',
    ]);
    expect(jobs.slice(0, 8).every(({ stage }) => stage === 0)).toBe(true);
  });

  it('takes only what was asked for', () => {
    const asked = gpuPeers.filter(({ id }) => id === 'pytorch');
    expect(jobsOf(gpuModels.slice(3), asked).map(namesOf)).toEqual(['best pytorch']);
  });

  it('has a plan for each of its models', () => {
    const plans = gpuPlans(3);
    expect(Object.keys(plans)).toEqual(gpuModels.map(({ id }) => id));
    for (const plan of Object.values(plans)) expect(() => checkPlan(plan, fashionMnist)).not.toThrow();
    expect(plans.best).toMatchObject({
      epochs: 3,
      optimizer: { type: 'adamw' },
      schedule: { type: 'oneCycle' },
    });
  });
});

describe('limitOf', () => {
  const job = { ...jobs[0]!, least: 10, usual: 20 };
  const later = [job, { ...job, stage: 1, usual: 1000 }];

  it('gives all that the later ones of the stage usually leave', () => {
    expect(limitOf(job, later, 100)).toBe(80);
    expect(limitOf(job, [], 100)).toBe(100);
  });

  it('gives a share where time is short, and never less than makes sense', () => {
    expect(limitOf(job, later, 30)).toBe(15);
    expect(limitOf(job, later, 12)).toBe(10);
    expect(limitOf(job, later, 9.9)).toBeNull();
  });

  it('ends a job that hangs even where there is no limit', () => {
    expect(limitOf(job, later, Infinity)).toBe(900);
    expect(limitOf(job, later, 1e6)).toBe(900);
  });
});

describe('retryOf', () => {
  const job = jobs[1]!;
  const [first, second] = job.peers;

  it('gives those behind a failure a process without it', () => {
    expect(retryOf(job, { runs: {}, failures: {} })).toEqual([{ ...job, peers: [second] }]);
    expect(retryOf(job, { runs: { [first!.id]: run() }, failures: {} })).toEqual([]);
    expect(retryOf(job, allOf(job))).toEqual([]);
  });
});

describe('measureAll', () => {
  it('keeps to the time, the most important first, and says what it left out', async () => {
    let now = 0;
    const done: string[] = [];
    const take = async (job: Job, limit: number) => {
      done.push(namesOf(job));
      now += Math.min(limit, 12);
      return allOf(job);
    };
    const [classic, ...others] = await measureAll({
      models: gpuModels,
      peers: gpuPeers,
      rounds: 3,
      left: () => 120 - now,
      take,
      onTaken,
    });
    expect(done).toEqual([...jobs.slice(0, 8).map(namesOf), 'classic graph-exact']);
    expect(now).toBeLessThanOrEqual(120);
    expect(Object.keys(classic!.measured.runs)).toContain('graph-exact');
    for (const { measured } of others) expect(measured.reasons['graph-exact']).toBe('no time was left');
  });

  it('takes each again in the next round, but for what failed', async () => {
    const take = async (job: Job) => {
      const { runs } = allOf(job);
      if (!('graph' in runs)) return { runs, failures: {} };
      return { runs: {}, failures: { graph: 'no such library' } };
    };
    const told: string[] = [];
    const [one] = await measureAll({
      models: gpuModels.slice(0, 1),
      peers: gpuPeers,
      rounds: 2,
      left: () => Infinity,
      take,
      onTaken: async ({ id }) => void told.push(id),
    });
    const { runs, reasons } = one!.measured;
    expect(runs.graph).toBeUndefined();
    expect(reasons.graph).toBe('no such library');
    expect(runs.pytorch).toHaveLength(2);
    expect(told).toHaveLength(5 + 4);
  });
});
