import { expect, test, type Page } from '@playwright/test';
import { inMain } from './support/in-main';
import { launchApp, type Launched } from './support/launch';
import { curvePoints, startTraining, trainingState, trainingStatus, untilCurves } from './support/training';

let launched: Launched;
let page: Page;

test.beforeAll(async () => {
  launched = await launchApp({ withDataset: true });
  page = launched.page;
  await page.getByTestId('rail-train').click();
});

test.afterAll(() => launched.close());

const title = () => inMain(launched.app, ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle());

async function phase(): Promise<string> {
  const state = await trainingState(page);
  return state.status === 'running' ? state.phase : state.status;
}

/** Clicks, waits until main says that it has come about, and prints how long that took. */
async function clickUntil(testId: string, reached: readonly string[]): Promise<void> {
  const clicked = Date.now();
  await page.getByTestId(testId).click();
  await expect.poll(async () => reached.includes(await phase()), { intervals: [20] }).toBe(true);
  console.log(`${testId}: "${reached.join('" or "')}" after ${Date.now() - clicked} ms`);
}

const runIds = async () => {
  const list = await page.evaluate(() => window.wardrobe.runs.list());
  return list.ok ? list.value.runs.map(({ id }) => id) : [];
};

test('the title tells how far it is; pause, resume, stop and keep', async () => {
  const runId = await startTraining(page, { epochs: 200 });
  await expect.poll(title).toMatch(/^\d+ % · epoch \d+ of 200 · Wardrobe$/);
  await clickUntil('train-pause', ['paused']);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Paused/);
  expect(await title()).toMatch(/^Paused · \d+ % · epoch \d+ of 200 · Wardrobe$/);
  const points = await curvePoints(page);
  await page.waitForTimeout(300);
  expect(await curvePoints(page)).toBe(points);

  await clickUntil('train-resume', ['training']);
  await untilCurves(page, points);

  await page.getByTestId('train-stop').click();
  await clickUntil('train-stop-keep', ['stopping', 'evaluating', 'finished']);
  await expect.poll(() => trainingStatus(page), { timeout: 60_000 }).toBe('finished');
  expect(await trainingState(page)).toMatchObject({ runId, outcome: 'stopped' });
  await expect(page.getByTestId('train-test-accuracy')).toBeFocused();
  expect(await runIds()).toContain(runId);
});

test('a run that was stopped and kept goes on, and can be taken back to where it was stopped', async () => {
  const before = await trainingState(page);
  await page.getByTestId('resume-run').click();
  await expect.poll(phase, { timeout: 60_000 }).toBe('training');
  expect(await trainingState(page)).toMatchObject({
    runId: before.status === 'finished' ? before.runId : '',
    discardGoesBack: true,
  });
  await page.getByTestId('train-stop').click();
  await clickUntil('train-stop-discard', ['idle']);
  await expect(page.getByTestId('train-ended')).toContainText('Back as it was');
  expect(await runIds()).toHaveLength(1);
});

test('a run that is stopped and discarded is gone', async () => {
  const before = await runIds();
  await startTraining(page, { epochs: 200 });
  await expect.poll(phase, { timeout: 60_000 }).toBe('training');
  await page.getByTestId('train-stop').click();
  await clickUntil('train-stop-discard', ['idle']);
  await expect(page.getByTestId('train-ended')).toContainText('Discarded');
  expect(await runIds()).toEqual(before);
});

test('the same by keyboard, and the focus is never lost', async () => {
  await startTraining(page, { epochs: 200 });
  await expect.poll(phase, { timeout: 60_000 }).toBe('training');
  const pause = page.getByTestId('train-pause');
  await pause.focus();
  await page.keyboard.press('Enter');
  await expect.poll(phase).toBe('paused');
  await expect(page.getByTestId('train-resume')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect.poll(phase).toBe('training');
  await expect(pause).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('train-stop-keep')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('train-stop')).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect.poll(phase).toBe('idle');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
});

test('epochs are added to a finished run', async () => {
  const runId = await startTraining(page, { epochs: 1 });
  await expect.poll(() => trainingStatus(page), { timeout: 60_000 }).toBe('finished');
  const further = page.getByTestId('train-further');
  await further.getByLabel('Train').fill('none');
  await page.getByTestId('train-extend').click();
  await expect(further).toContainText('Type a whole number from 1 to 499.');
  await further.getByLabel('Train').fill('2');
  await page.keyboard.press('Enter');
  await expect.poll(() => trainingStatus(page), { timeout: 60_000 }).toBe('running');
  await expect.poll(() => trainingStatus(page), { timeout: 60_000 }).toBe('finished');
  expect(await trainingState(page)).toMatchObject({ runId, outcome: 'completed', plan: { epochs: 3 } });
  await expect(page.getByTestId('chart-loss')).toHaveAccessibleName(/^Loss over 3 epochs/);
});

test('early stopping is told, with the epoch whose weights are kept', async () => {
  await startTraining(page, {
    epochs: 100,
    learningRate: 0.01,
    earlyStopping: { patience: 1, minImprovement: 0 },
  });
  await expect.poll(() => trainingStatus(page), { timeout: 100_000 }).toBe('finished');
  const state = await trainingState(page);
  if (state.status !== 'finished' || !state.stoppedEarly) throw new Error('It was not stopped early.');
  const { epoch, bestEpoch } = state.stoppedEarly;
  expect(epoch - bestEpoch).toBe(1);
  await expect(page.getByTestId('train-stopped-early')).toHaveText(
    `It stopped at epoch ${epoch}: no improvement on the validation pictures for 1 epoch. ` +
      `The weights of epoch ${bestEpoch} are kept.`,
  );
});
