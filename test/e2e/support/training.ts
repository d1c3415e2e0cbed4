import { expect, type ElectronApplication, type Page } from '@playwright/test';
import type { Envelope } from '#shared/define-contract';
import type { TrainingPlan } from '#core/model/training-plan';
import { inMain } from './in-main';
import { presets } from '../../fixtures/fashion-mnist';

function valueOf<T>(envelope: Envelope<T>): T {
  if (envelope.ok) return envelope.value;
  throw new Error(`${envelope.error.kind}: ${envelope.error.message}`);
}

/** Waits for the data set, then starts the classic model with some settings changed, through the bridge. Its run id. */
export async function startTraining(page: Page, changed: Partial<TrainingPlan> = {}): Promise<string> {
  const datasetStatus = async () =>
    valueOf(await page.evaluate(() => window.wardrobe.dataset.state())).status;
  await expect.poll(datasetStatus, { timeout: 60_000 }).toBe('ready');
  const plan = { ...presets[0]!.plan, ...changed };
  const started = await page.evaluate((plan) => window.wardrobe.training.start({ plan }), plan);
  return valueOf(started).runId;
}

export const trainingState = async (page: Page) =>
  valueOf(await page.evaluate(() => window.wardrobe.training.state())).state;

export const trainingStatus = async (page: Page) => (await trainingState(page)).status;

export const curvePoints = async (page: Page) =>
  valueOf(await page.evaluate(() => window.wardrobe.training.state())).curves.length;

/** Waits until more than so many points of the curves have come: TensorFlow is loaded and the model compiled by then. */
export const untilCurves = (page: Page, points: number) =>
  expect.poll(() => curvePoints(page), { timeout: 90_000, intervals: [50] }).toBeGreaterThan(points);

/** Of the process that trains. */
export async function trainerPid(app: ElectronApplication): Promise<number> {
  const pid = await inMain(
    app,
    ({ app }) => app.getAppMetrics().find(({ name }) => name === 'Wardrobe trainer')?.pid,
  );
  expect(pid).toBeDefined();
  return pid!;
}
