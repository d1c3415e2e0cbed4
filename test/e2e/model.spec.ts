import { expect, test, type Page } from '@playwright/test';
import { launchApp, type Launched } from './support/launch';
import { trainingState } from './support/training';

/** Choosing a preset, changing it, being told what is wrong and how long it takes, and training what came of it. */
test.describe.configure({ mode: 'serial' });

let launched: Launched;
let page: Page;

test.beforeAll(async () => {
  launched = await launchApp({ withDataset: true });
  page = launched.page;
  await page.getByTestId('rail-model').click();
});

test.afterAll(async () => {
  await launched.close();
});

const step = () => page.getByTestId('step-model');
const total = () => page.getByTestId('total-parameters');

test('a probe measures the time of a preset on this machine', async () => {
  await expect(page.getByTestId('preset-time-classic')).toContainText(/about .* here, on the CPU/, {
    timeout: 90_000,
  });
  await expect(page.getByTestId('plan-time')).toContainText(/takes about \d/);
});

test('a preset brings its layers and settings, and every setting can be changed', async () => {
  await page.getByTestId('preset-convolutional').click();
  await expect(total()).toHaveText('422,026');
  await page.getByTestId('layer-10').click();
  await page.getByLabel('Units').fill('16');
  await expect(total()).toHaveText(
    (320 + 4 * 32 + 18_496 + 4 * 64 + 3136 * 16 + 16 + 16 * 10 + 10).toLocaleString('en-GB'),
  );

  await page.getByTestId('section-schedule').click();
  await page.getByLabel('Schedule').selectOption('oneCycle');
  await page.getByLabel('Peak').fill('2');
  await expect(step()).toContainText('It has to be 0.99 or less.');
  await page.getByLabel('Peak').fill('0.4');
  await expect(step()).not.toContainText('It has to be');

  await page.getByTestId('section-augmentation').click();
  await expect(page.getByTestId('augmentation-preview').locator('canvas')).toHaveCount(8);
});

test('layers that do not fit say so at the layer, and it can be undone', async () => {
  await page.getByTestId('layer-9').click();
  await page.getByRole('button', { name: 'Remove layer 9' }).click();
  await expect(step().getByRole('alert')).toContainText('needs a flat input');
  await expect(total()).toHaveText('–');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(step().getByRole('alert')).toHaveCount(0);
});

test('a plan can be pasted as text, and is trained as it stands', async () => {
  await page.getByTestId('section-text').click();
  const text = page.locator('#plan-text');
  const plan = JSON.parse(await text.inputValue()) as Record<string, unknown>;
  await text.fill(JSON.stringify({ ...plan, epochs: 0 }));
  await page.getByRole('button', { name: 'Take over' }).click();
  await expect(step()).toContainText('epochs has to be at least 1');
  const tiny = {
    ...plan,
    layers: [
      { type: 'maxPool', poolSize: 4 },
      { type: 'flatten' },
      { type: 'dense', units: 10, activation: 'softmax' },
    ],
    epochs: 1,
    batchSize: 500,
  };
  await text.fill(JSON.stringify(tiny));
  await page.getByRole('button', { name: 'Take over' }).click();
  await expect(total()).toHaveText('500');
  await page.getByRole('button', { name: /^Train the / }).click();
  await page.getByTestId('train-start').click();
  await expect.poll(async () => (await trainingState(page)).status, { timeout: 90_000 }).toBe('finished');
  expect(await trainingState(page)).toMatchObject({
    plan: { epochs: 1, batchSize: 500, schedule: { type: 'oneCycle', peak: 0.4 } },
  });
});
