import { expect, test } from 'vitest';
import { chooseEngine } from '#core/tensorflow/choose-engine';
import { probePlan } from '#core/training/probe-plan';
import { realDataset } from '../../fixtures/real-dataset';
import { findPreset } from '../../fixtures/fashion-mnist';

test.each(['graph', 'layers'] as const)(
  'the %s engine is timed on the real plan and pictures',
  async (engine) => {
    const { plan } = findPreset('classic')!;
    const pace = await probePlan({ plan, choice: { engine, device: 'cpu' }, dataset: await realDataset() });
    expect(pace.engine.id).toBe(engine === 'graph' ? 'tensorflow-cpu' : 'layers');
    for (const figure of [pace.startSeconds, pace.secondsPerStep, pace.secondsPerJudged]) {
      expect(figure).toBeGreaterThan(0);
      expect(figure).toBeLessThan(60);
    }
  },
);

test('a step too large for the time there is is timed with a smaller batch', async () => {
  const { plan } = findPreset('convolutional')!;
  let opened = 0;
  const pace = await probePlan({
    plan: { ...plan, batchSize: 4096 },
    choice: { engine: 'graph', device: 'cpu' },
    dataset: await realDataset(),
    choose: async (choice) => {
      const { engine, description } = await chooseEngine(choice);
      const open: typeof engine.open = (probed, data) => {
        opened = probed.batchSize;
        return engine.open(probed, data);
      };
      return { engine: { ...engine, open }, description };
    },
  });
  expect(opened).toBeGreaterThan(16);
  expect(opened).toBeLessThan(1024);
  expect(pace.secondsPerStep).toBeGreaterThan(0);
});

test('a plan that diverges is timed all the same; one that does not fit together is refused', async () => {
  const { plan } = findPreset('classic')!;
  const dataset = await realDataset();
  const choice = { engine: 'graph', device: 'cpu' } as const;
  const wild = {
    ...plan,
    learningRate: 10,
    optimizer: { type: 'sgd', momentum: 0.99, nesterov: false } as const,
  };
  expect((await probePlan({ plan: wild, choice, dataset })).secondsPerStep).toBeGreaterThan(0);
  const unfit = { ...plan, layers: plan.layers.slice(1) };
  await expect(probePlan({ plan: unfit, choice, dataset })).rejects.toMatchObject({ kind: 'unsupported' });
});
