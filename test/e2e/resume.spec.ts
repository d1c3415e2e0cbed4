import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { augmentationSchema } from '#core/augmentation/augmentation';
import { runsFolder } from '#core/folders';
import { launchApp, newHome, type Launched } from './support/launch';
import { startTraining, trainerPid, trainingState, trainingStatus } from './support/training';

test.describe.configure({ mode: 'serial' });
test.setTimeout(300_000);

/** Long enough to be cut off in the middle. XLA can't flip, so each run is computed in the same way, whatever a race says. */
const plan = { epochs: 8, augmentation: augmentationSchema.parse({ flip: true }) };

let home: string;
let launched: Launched;
let uninterrupted: Awaited<ReturnType<typeof outcomeOf>>;

test.beforeAll(async () => {
  home = await newHome();
  launched = await launchApp({ home, withDataset: true });
});

test.afterAll(() => launched.close());

async function runOf(page: Page, id: string) {
  const answer = await page.evaluate((id) => window.wardrobe.runs.get({ id }), id);
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
}

async function outcomeOf(page: Page, id: string) {
  const { summary, curves, evaluation } = await runOf(page, id);
  return { status: summary.status, accuracy: summary.testAccuracy, curves, evaluation };
}

/** Waits for the end, and says at once when it is a failure. */
async function finished(page: Page): Promise<void> {
  const hasEnded = async () => (await trainingStatus(page)) !== 'running';
  await expect.poll(hasEnded, { timeout: 240_000 }).toBe(true);
  expect(await trainingState(page)).toMatchObject({ status: 'finished' });
}

/** Starts the run and waits until there is something on the disk to go on from. */
async function startAndKeep(page: Page): Promise<string> {
  const id = await startTraining(page, plan);
  const folder = join(runsFolder(home), id);
  const checkpoints = async () =>
    (await readdir(folder).catch(() => [])).filter((name) => /^checkpoint-\d+\.bin$/.test(name)).length;
  await expect.poll(checkpoints, { timeout: 120_000, intervals: [50] }).toBeGreaterThan(0);
  return id;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('the run to compare with is not interrupted', async () => {
  const { page } = launched;
  const id = await startTraining(page, plan);
  await finished(page);
  uninterrupted = await outcomeOf(page, id);
  expect(uninterrupted.status).toBe('completed');
});

test('after kill -9 of the trainer the run goes on where it stood, and ends as if nothing had been', async () => {
  const { page } = launched;
  const id = await startAndKeep(page);
  process.kill(await trainerPid(launched.app), 'SIGKILL');
  await expect.poll(() => trainingStatus(page)).toBe('failed');
  const failed = await trainingState(page);
  expect(failed).toMatchObject({ runId: id, resumable: { epochs: plan.epochs } });
  const from = failed.status === 'failed' ? failed.resumable! : null;
  expect(from!.step).toBeGreaterThan(0);

  await page.evaluate((id) => window.wardrobe.training.resumeRun({ id }), id);
  await expect
    .poll(async () => {
      const state = await trainingState(page);
      return state.status === 'running' ? state.resumedFrom : null;
    })
    .toEqual(from);
  await finished(page);
  expect(await outcomeOf(page, id)).toEqual(uninterrupted);
});

test('after kill -9 of main the trainer ends, too, and the next start offers the run where it stood', async () => {
  const id = await startAndKeep(launched.page);
  const trainer = await trainerPid(launched.app);
  const main = launched.app.process();
  main.kill('SIGKILL');
  await expect.poll(() => isAlive(trainer), { timeout: 20_000 }).toBe(false);

  launched = await launchApp({ home });
  const { page } = launched;
  await expect.poll(async () => (await runOf(page, id)).summary.status).toBe('interrupted');
  expect((await runOf(page, id)).summary.resumable).toMatchObject({ epochs: plan.epochs });
  await expect
    .poll(() => page.evaluate(() => window.wardrobe.dataset.state()), { timeout: 60_000 })
    .toMatchObject({ value: { status: 'ready' } });
  await expect
    .poll(async () => (await page.evaluate((id) => window.wardrobe.training.resumeRun({ id }), id)).ok, {
      timeout: 60_000,
    })
    .toBe(true);
  await finished(page);
  expect(await outcomeOf(page, id)).toEqual(uninterrupted);
});

test('after kill -9 of both, too', async () => {
  const id = await startAndKeep(launched.page);
  const trainer = await trainerPid(launched.app);
  launched.app.process().kill('SIGKILL');
  process.kill(trainer, 'SIGKILL');
  launched = await launchApp({ home });
  const { page } = launched;
  await expect.poll(async () => (await runOf(page, id)).summary.status).toBe('interrupted');
  await expect
    .poll(async () => (await page.evaluate((id) => window.wardrobe.training.resumeRun({ id }), id)).ok, {
      timeout: 60_000,
    })
    .toBe(true);
  await finished(page);
  expect(await outcomeOf(page, id)).toEqual(uninterrupted);
});

test('a finished run gets more epochs', async () => {
  const { page } = launched;
  const id = await startTraining(page, { ...plan, epochs: plan.epochs - 1 });
  await finished(page);
  await page.evaluate(([id, epochs]) => window.wardrobe.training.extend({ id, epochs }), [
    id,
    plan.epochs,
  ] as const);
  await expect.poll(() => trainingStatus(page)).toBe('running');
  await finished(page);
  expect(await outcomeOf(page, id)).toEqual(uninterrupted);
});
