import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { augmentationSchema } from '#core/augmentation/augmentation';
import { runsFolder } from '#core/folders';
import { keepPicture } from './support/keep-picture';
import { launchApp, newHome, type Launched } from './support/launch';
import { measureResponsiveness } from './support/responsiveness';
import { startTraining, trainingStatus } from './support/training';

/** Two small runs are trained for real; then their history is used as people use it. */
test.describe.configure({ mode: 'serial' });

let launched: Launched;
let page: Page;
let [slow, usual] = ['', ''];
/** Which XLA can't do: no race, so that the same plan gives the same model. */
const augmentation = augmentationSchema.parse({ flip: true });

test.beforeAll(async () => {
  launched = await launchApp({ withDataset: true });
  page = launched.page;
  slow = await trained({ epochs: 1, learningRate: 0.00003, augmentation });
  usual = await trained({ epochs: 1, seed: 2, augmentation });
  await page.getByTestId('rail-runs').click();
});

test.afterAll(() => launched.close());

async function trained(settings: Parameters<typeof startTraining>[1]): Promise<string> {
  const id = await startTraining(page, settings);
  await expect.poll(() => trainingStatus(page), { timeout: 120_000 }).toBe('finished');
  return id;
}

const row = (id: string) => page.locator(`[data-run="${id}"]`);
const rows = () => page.getByTestId('run-row');
const ids = () => rows().evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['run']));
const tick = (id: string) => row(id).getByRole('checkbox').check();

test('both runs are listed, newest first, and can be sorted and filtered', async () => {
  expect(await ids()).toEqual([usual, slow]);
  await expect(row(usual)).toContainText(/\d\d\.\d\s%\s*\d\d\.\d–\d\d\.\d\s%/);
  await page.getByTestId('sort-accuracy').click();
  expect(await ids()).toEqual([usual, slow]);
  await page.getByTestId('sort-accuracy').click();
  expect(await ids()).toEqual([slow, usual]);
  await page.getByRole('searchbox').fill('no such run');
  await expect(page.getByTestId('runs-table')).toContainText('No run has these words in it.');
  await page.getByRole('searchbox').fill('classic');
  await expect(rows()).toHaveCount(2);
});

test('a run is renamed and starred in its row, and keeps that on the disk', async () => {
  await row(slow)
    .getByRole('button', { name: /: rename$/ })
    .click();
  const name = page.getByLabel('Name of the run');
  await name.fill('Too slow');
  await name.press('Enter');
  await expect(row(slow)).toContainText('Too slow');
  await expect(row(slow).getByRole('button', { name: /: rename$/ })).toBeFocused();
  await row(usual)
    .getByRole('button', { name: /^Star / })
    .click();
  await expect(row(usual).getByRole('button', { name: /^Star / })).toHaveAttribute('aria-pressed', 'true');
  await page.getByLabel('Starred first').check();
  expect(await ids()).toEqual([usual, slow]);
  const label = await readFile(join(runsFolder(launched.home), slow, 'label.json'), 'utf8');
  expect(JSON.parse(label)).toMatchObject({ name: 'Too slow', starred: false });
});

test('two runs are compared: curves, settings, figures, McNemar and the pictures that changed', async () => {
  await tick(slow);
  await expect(page.getByText('What Too slow was made with')).toBeVisible();
  await expect(page.getByTestId('step-runs')).toContainText(/Wardrobe \d.*TensorFlow\.js 4/);
  await tick(usual);
  await page.getByTestId('runs-compare').click();
  await expect(page.getByTestId('mcnemar')).toHaveText(
    /B is better: it is right on [\d,]+ pictures that A gets wrong, and wrong on [\d,]+ that A gets right; .* less than once in 10,000 times\./,
  );
  await expect(page.locator('[data-setting="learningRate"]')).toContainText(/0\.00003.*0\.001/);
  await expect(page.locator('[data-setting="seed"]')).toHaveClass(/differs/);
  await expect(page.locator('[data-setting="batchSize"]')).toHaveCount(0);
  await expect(page.getByTestId('overlay-loss')).toHaveAttribute(
    'aria-label',
    /A, Too slow: \d.*B, Classic: \d/,
  );

  const pictures = page.getByTestId('changed-picture');
  await expect(pictures).toHaveCount(12);
  await keepPicture(page, 'compare');
  const first = await pictures.first().textContent();
  await page.getByTestId('changed-broken').click();
  await expect(pictures.first()).not.toHaveText(first ?? '');
  const broken = Number((await page.getByTestId('changed-broken').textContent())?.replace(/\D/g, ''));
  await expect(pictures).toHaveCount(Math.min(12, broken));
  await page.getByTestId('compare-back').click();
  await expect(rows()).toHaveCount(2);
});

test('a deleted run comes back by Undo, whole', async () => {
  const folder = join(runsFolder(launched.home), slow);
  const before = await readdir(folder);
  await row(usual).getByRole('checkbox').uncheck();
  await page.getByTestId('runs-delete').click();
  await expect(rows()).toHaveCount(1);
  await expect(readdir(folder)).rejects.toThrow();
  await page.getByTestId('runs-undo').click();
  await expect(rows()).toHaveCount(2);
  await expect(row(slow)).toContainText('Too slow');
  expect(await readdir(folder)).toEqual(before);
});

test('a run is opened, its settings are used, and it is trained again from its plan', async () => {
  await tick(slow);
  await page.getByRole('button', { name: 'Evaluate', exact: true }).click();
  await expect(page.getByTestId('run-settings')).toContainText('0.00003');
  await page.getByTestId('rail-runs').click();
  await page.getByRole('button', { name: 'Use its settings' }).click();
  await expect(page.getByTestId('step-model')).toBeVisible();
  const learningRate = () =>
    page.evaluate(async () => {
      const settings = await window.wardrobe.settings.get();
      return settings.ok ? settings.value.plan.learningRate : null;
    });
  await expect.poll(learningRate).toBe(0.00003);
  await page.getByTestId('rail-runs').click();
  await page.getByRole('button', { name: 'Train again' }).click();
  await expect(page.getByTestId('step-train')).toBeVisible();
  await expect.poll(() => trainingStatus(page), { timeout: 120_000 }).toBe('finished');
  await page.getByTestId('rail-runs').click();
  await expect(rows()).toHaveCount(3);
  const accuracies = await page.evaluate(async (id) => {
    const list = await window.wardrobe.runs.list();
    const runs = list.ok ? list.value.runs : [];
    const plan = runs.find((run) => run.id === id)?.plan;
    return runs
      .filter((run) => JSON.stringify(run.plan) === JSON.stringify(plan))
      .map((run) => run.testAccuracy);
  }, slow);
  expect(accuracies).toHaveLength(2);
  expect(accuracies[0]).toBe(accuracies[1]);
});

test('a thousand runs, two of 10,000 points, are as smooth as a few', async () => {
  const home = await newHome();
  const record = await readFile(join(runsFolder(launched.home), slow, 'run.json'), 'utf8');
  const stored = JSON.parse(record) as object;
  for (let index = 0; index < 1000; index++) {
    const folder = join(runsFolder(home), `run-${String(index).padStart(3, '0')}`);
    await mkdir(folder, { recursive: true });
    const createdAt = new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString();
    await writeFile(join(folder, 'run.json'), JSON.stringify({ ...stored, name: `Run ${index}`, createdAt }));
    if (index >= 998) await writeFile(join(folder, 'curves.jsonl'), longCurve());
  }
  const many = await launchApp({ home });
  try {
    await many.page.getByTestId('rail-runs').click();
    const shown = many.page.getByTestId('run-row');
    await expect(shown.first()).toContainText('Run 999');
    const box = many.page.getByTestId('runs-table');
    expect(await shown.count()).toBeLessThan(60);
    await box.evaluate((element) => {
      let at = 0;
      const end = performance.now() + 1500;
      const scroll = () => {
        element.scrollTop = at += 300;
        if (performance.now() < end) requestAnimationFrame(scroll);
      };
      scroll();
    });
    const smooth = await measureResponsiveness(many.page, 1.5);
    console.log(
      `a thousand runs, scrolling: ${smooth.framesPerSecond.toFixed(1)} frames/s (longest ${smooth.longestFrame.toFixed(0)} ms), ` +
        `main answers a ping in ${smooth.pingMedian.toFixed(1)} ms; ${await shown.count()} rows in the page`,
    );
    await box.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await expect(shown.last()).toContainText('Run 0');
    expect(await shown.count()).toBeLessThan(60);

    await box.evaluate((element) => element.scrollTo(0, 0));
    for (const id of ['run-998', 'run-999'])
      await many.page.locator(`[data-run="${id}"]`).getByRole('checkbox').check();
    await many.page.getByTestId('runs-compare').click();
    const canvas = many.page.getByTestId('overlay-loss').locator('canvas');
    await expect(canvas).toHaveAttribute('data-points', /\d/);
    const points = Number(await canvas.getAttribute('data-points'));
    expect(points).toBeGreaterThan(1000);
    expect(points).toBeLessThan(7000);
    await expect(many.page.getByTestId('step-runs')).toContainText('not tested to the end');
  } finally {
    await many.close();
  }
});

/** 10,000 points over 500 epochs. */
function longCurve(): string {
  const lines: string[] = [];
  for (let at = 1; at <= 9500; at++) {
    const position = at / 19;
    const loss = 0.5 / (1 + position) + 0.02 * Math.sin(at * 12.9898);
    lines.push(JSON.stringify({ kind: 'train', position, loss, accuracy: 1 - loss / 2 }));
    if (at % 19 === 0)
      lines.push(JSON.stringify({ kind: 'validation', position, loss: loss + 0.1, accuracy: 0.9 }));
  }
  return lines.join('\n');
}
