import { expect, test, type Page } from '@playwright/test';
import { launchApp, type Launched } from './support/launch';
import { startTraining, trainingState, trainingStatus } from './support/training';

/** From step to step and from run to run: what is shown is of the run it says, and the keyboard is never lost. */
test.describe.configure({ mode: 'serial' });

let launched: Launched;
let page: Page;
let [first, stopped] = ['', ''];

test.beforeAll(async () => {
  launched = await launchApp({ withDataset: true });
  page = launched.page;
  first = await startTraining(page, { epochs: 1 });
  await expect.poll(() => trainingStatus(page), { timeout: 120_000 }).toBe('finished');
});

test.afterAll(() => launched.close());

const heading = () => page.getByRole('heading', { level: 1 });
const models = () => page.getByLabel('Trained model');

test('a button that goes with its page leaves the keyboard at the heading of the next one', async () => {
  await page.getByTestId('rail-data').click();
  await page.getByRole('button', { name: 'Choose a model' }).focus();
  await page.keyboard.press('Enter');
  await expect(heading()).toHaveText('Choose a model');
  await expect(heading()).toBeFocused();
});

test('the split follows its slider also while another setting is wrong', async () => {
  await page.getByLabel('Epochs', { exact: true }).fill('');
  await page.getByTestId('rail-data').click();
  await page.getByRole('slider').fill('20');
  await expect(page.getByTestId('split-figures')).toContainText('48,000');
  await page.getByTestId('rail-model').click();
  await page.getByLabel('Epochs', { exact: true }).fill('1');
});

test('a plan is copied as text, and one that can not be read keeps nobody from training', async () => {
  await page.getByTestId('section-text').click();
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  await page.locator('#plan-text').fill('{');
  await page.getByRole('button', { name: 'Take over' }).click();
  await expect(page.locator('#plan-text')).toHaveAttribute('aria-invalid', 'true');
  await page.getByRole('button', { name: 'Train the classic' }).click();
  await expect(page.getByTestId('step-train')).toBeVisible();
});

test('after a training, the next one is shown before it starts, and the way back to the last', async () => {
  await expect(heading()).toHaveText('Train the classic');
  await page.getByTestId('train-last').click();
  await expect(page.getByTestId('train-test-accuracy')).toBeVisible();
});

test('a model that is trained while another is looked at is offered', async () => {
  await page.getByTestId('rail-evaluate').click();
  await expect(models()).toHaveValue(first);
  const second = await startTraining(page, { epochs: 1, seed: 2 });
  await expect.poll(() => trainingStatus(page), { timeout: 120_000 }).toBe('finished');
  await expect(page.getByTestId('use-trained')).toBeVisible();
  await expect(models()).toHaveValue(first);
  await page.getByTestId('use-trained').click();
  await expect(models()).toHaveValue(second);
});

test('a run that was stopped goes on from the list of runs, to more epochs than it has', async () => {
  stopped = await startTraining(page, { epochs: 12, seed: 3 });
  const step = async () => {
    const state = await trainingState(page);
    return state.status === 'running' ? (state.progress?.step ?? 0) : 0;
  };
  await expect.poll(step, { timeout: 60_000, intervals: [20] }).toBeGreaterThan(0);
  await page.evaluate(() => window.wardrobe.training.stop({ keep: true }));
  await expect.poll(() => trainingStatus(page), { timeout: 60_000 }).toBe('finished');
  await page.getByTestId('rail-runs').click();
  const row = page.locator(`[data-run="${stopped}"]`);
  await expect(row).toContainText(/\d(\.\d)? of 12/);
  await row.getByRole('checkbox').check();
  await page.getByTestId('resume-run').click();
  await expect(page.getByTestId('step-train')).toBeVisible();
  await expect.poll(() => trainingStatus(page), { timeout: 60_000 }).toBe('finished');
  expect(await trainingState(page)).toMatchObject({ runId: stopped, outcome: 'completed' });
});

test('what was classified before a run learnt more is judged by what it has learnt', async () => {
  await page.getByTestId('rail-classify').click();
  const picture = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(60, 60);
    const brush = canvas.getContext('2d')!;
    brush.fillStyle = '#fff';
    brush.fillRect(0, 0, 60, 60);
    brush.fillStyle = '#333';
    brush.fillRect(15, 10, 30, 42);
    return [...new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())];
  });
  const file = { name: 'coat.png', mimeType: 'image/png', buffer: Buffer.from(picture) };
  await page.getByTestId('classify-pick').setInputFiles(file);
  const detail = page.getByTestId('classify-detail');
  await expect(detail).toContainText('%');
  const before = await detail.innerText();
  const extended = await page.evaluate((id) => window.wardrobe.training.extend({ id, epochs: 14 }), stopped);
  expect(extended).toMatchObject({ ok: true });
  await expect.poll(() => trainingStatus(page), { timeout: 60_000 }).toBe('finished');
  await expect.poll(() => detail.innerText()).not.toBe(before);
  await page.getByTestId('classify-pick').setInputFiles(file);
  const answers = page.getByRole('list', { name: 'Results' }).getByRole('listitem');
  await expect(answers).toHaveCount(2);
  const shares = (await answers.allInnerTexts()).map((text) => /[\d.]+\s%/.exec(text)?.[0]);
  expect(shares[0]).toBe(shares[1]);
});

test('a run that was deleted is not looked at more closely', async () => {
  await page.getByTestId('rail-runs').click();
  await page.locator(`[data-run="${stopped}"]`).getByRole('checkbox').check();
  await page.getByTestId('runs-delete').click();
  await page.getByTestId('rail-train').click();
  await expect(page.getByRole('button', { name: 'Look closer' })).toBeDisabled();
});
