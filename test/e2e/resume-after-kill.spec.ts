import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { runsFolder } from '#core/folders';
import { checkpointSteps } from '#core/runs/format/checkpoint-names';
import { launchApp, newHome, type Launched } from './support/launch';
import { curvePoints, startTraining, trainingState, trainingStatus, untilCurves } from './support/training';

let launched: Launched | undefined;

test.afterEach(() => launched?.close());

/** Waits until a run is in the middle of an epoch, with a checkpoint behind it: a pause has one written. */
async function trainPastCheckpoint({ page, home }: Launched, runId: string): Promise<void> {
  await untilCurves(page, 30);
  const paused = await page.evaluate(() => window.wardrobe.training.pause());
  expect(paused).toMatchObject({ ok: true });
  const stored = () => checkpointSteps(join(runsFolder(home), runId));
  await expect.poll(async () => (await stored()).length).toBeGreaterThan(0);
  await page.evaluate(() => window.wardrobe.training.resume());
  await expect.poll(async () => phaseOf(await trainingState(page))).toBe('training');
}

const phaseOf = (state: Awaited<ReturnType<typeof trainingState>>) =>
  state.status === 'running' ? state.phase : state.status;

/** Ends the whole app as a power cut would. */
async function kill({ app }: Launched): Promise<void> {
  const ended = new Promise((done) => app.process().once('exit', done));
  process.kill(app.process().pid!, 'SIGKILL');
  await ended;
}

test('an app that is killed while it trains offers the run at the next start, and the run goes on to its end', async () => {
  test.setTimeout(240_000);
  const home = await newHome();
  launched = await launchApp({ home, withDataset: true });
  const epochs = 12;
  const runId = await startTraining(launched.page, { epochs });
  await trainPastCheckpoint(launched, runId);
  await kill(launched);

  launched = await launchApp({ home });
  const { page } = launched;
  // Without a click: it lands where the training was.
  const offer = page.getByTestId('resume-offer');
  await expect(offer).toContainText(/This run stopped (in|after) epoch \d+ of 12/);
  await page.getByTestId('resume-run').click();
  await expect.poll(() => trainingStatus(page), { timeout: 60_000 }).toBe('running');
  await expect.poll(() => trainingStatus(page), { timeout: 120_000 }).toBe('finished');
  const state = await trainingState(page);
  expect(state).toMatchObject({ runId, outcome: 'completed', plan: { epochs } });
  // Its curves are whole: the points of before and of after, each once.
  const run = await page.evaluate((id) => window.wardrobe.runs.get({ id }), runId);
  if (!run.ok) throw new Error(run.error.message);
  const judged = run.value.curves.filter(({ kind }) => kind === 'validation').map(({ position }) => position);
  expect(judged).toEqual(Array.from({ length: epochs }, (_, index) => index + 1));
  expect(await curvePoints(page)).toBe(run.value.curves.length);
});

test('a run that is left as it is is not offered again', async () => {
  const home = await newHome();
  launched = await launchApp({ home, withDataset: true });
  const runId = await startTraining(launched.page, { epochs: 200 });
  await trainPastCheckpoint(launched, runId);
  await kill(launched);

  launched = await launchApp({ home });
  await expect(launched.page.getByTestId('resume-offer')).toBeVisible();
  await launched.page.getByRole('button', { name: 'Leave it as it is' }).click();
  await expect(launched.page.getByTestId('resume-offer')).toHaveCount(0);
  await launched.app.close();

  launched = await launchApp({ home });
  await launched.page.getByTestId('rail-train').click();
  await expect(launched.page.getByTestId('train-start')).toBeVisible();
  await expect(launched.page.getByTestId('resume-offer')).toHaveCount(0);
});
