import { expect, test } from '@playwright/test';
import { launchApp, type Launched } from './support/launch';
import { startTraining, trainingState, trainingStatus } from './support/training';

let launched: Launched;

test.beforeAll(async () => {
  launched = await launchApp({ withDataset: true });
});

test.afterAll(() => launched.close());

test('a far too high rate is named, and a click starts a run with a smaller one', async () => {
  const { page } = launched;
  await page.getByTestId('rail-train').click();
  const first = await startTraining(page, { learningRate: 0.3, epochs: 2 });
  const card = page.getByTestId('coach-rate-too-high');
  await expect(card).toBeVisible({ timeout: 90_000 });
  await expect(card).toContainText('Learning rate too high');
  await expect.poll(() => trainingStatus(page), { timeout: 90_000 }).toBe('finished');
  await expect(card).toContainText('0.3 → 0.003');
  await page.getByTestId('coach-remedy-rate-too-high').click();
  await expect.poll(async () => trainingState(page), { timeout: 90_000 }).not.toMatchObject({ runId: first });
  expect(await trainingState(page)).toMatchObject({ plan: { learningRate: 0.003, epochs: 2 } });
  await expect.poll(() => trainingStatus(page), { timeout: 90_000 }).toBe('finished');
  await expect(card).toBeHidden();
});
