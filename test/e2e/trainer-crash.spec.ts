import { expect, test } from '@playwright/test';
import { launchApp, type Launched } from './support/launch';
import { startTraining, trainerPid, trainingState, trainingStatus, untilCurves } from './support/training';

let launched: Launched;

test.beforeAll(async () => {
  launched = await launchApp({ withDataset: true });
});

test.afterAll(() => launched.close());

/** Ends the trainer as the system would when memory runs out. */
const killTrainer = async () => process.kill(await trainerPid(launched.app), 'SIGKILL');

test('a trainer that dies is told, the window lives, the run is marked, and the next run works', async () => {
  const { page } = launched;
  await page.getByTestId('rail-train').click();
  const runId = await startTraining(page, { epochs: 200 });
  await untilCurves(page, 0);

  const killedAt = Date.now();
  await killTrainer();
  await expect.poll(() => trainingStatus(page), { intervals: [20] }).toBe('failed');
  console.log(`told ${Date.now() - killedAt} ms after the trainer was killed`);

  const state = await trainingState(page);
  expect(state).toMatchObject({ status: 'failed', runId, error: { kind: 'trainer-exited' } });
  expect(state.status === 'failed' && state.error.hint).toBeTruthy();
  await expect(page.getByTestId('step-train')).toContainText('The trainer ended unexpectedly');
  const run = await page.evaluate((id) => window.wardrobe.runs.get({ id }), runId);
  expect(run).toMatchObject({ ok: true, value: { summary: { status: 'interrupted' } } });

  const next = await startTraining(page, { epochs: 1 });
  await expect.poll(() => trainingStatus(page), { timeout: 90_000 }).toBe('finished');
  expect(await trainingState(page)).toMatchObject({ runId: next, outcome: 'completed' });
});

test('a trainer that dies between two runs is replaced in silence', async () => {
  const { page } = launched;
  await killTrainer();
  const runId = await startTraining(page, { epochs: 1 });
  await expect.poll(() => trainingStatus(page), { timeout: 90_000 }).toBe('finished');
  expect(await trainingState(page)).toMatchObject({ runId, outcome: 'completed' });
});

test('a run can be paused, resumed and thrown away', async () => {
  const { page } = launched;
  const before = await page.evaluate(() => window.wardrobe.runs.list());
  await startTraining(page, { epochs: 200 });
  const phase = async () => {
    const state = await trainingState(page);
    return state.status === 'running' ? state.phase : state.status;
  };
  await expect.poll(phase).toBe('training');
  await page.evaluate(() => window.wardrobe.training.pause());
  await expect.poll(phase).toBe('paused');
  await page.evaluate(() => window.wardrobe.training.resume());
  await expect.poll(phase).toBe('training');
  await page.evaluate(() => window.wardrobe.training.stop({ keep: false }));
  await expect.poll(phase).toBe('idle');
  expect(await page.evaluate(() => window.wardrobe.runs.list())).toEqual(before);
});
