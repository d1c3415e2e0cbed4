import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { drawThing, drawnThings } from '../fixtures/pictures/drawn-things';
import { dropFiles } from './support/drop-files';
import { dropPath } from './support/drop-path';
import { keepPicture, takesPictures } from './support/keep-picture';
import { launchApp, type Launched } from './support/launch';

/** The five steps with a folder of one's own pictures, in a home where nothing is: not even Fashion-MNIST. */
test.describe.configure({ mode: 'serial' });

const perClass = 40;
const sizes = [
  [200, 150],
  [150, 200],
  [180, 180],
] as const;

let launched: Launched;
let page: Page;
let folder: string;

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wardrobe-own-'));
  for (const name of drawnThings) {
    await mkdir(join(folder, 'Kitchen table', name), { recursive: true });
    await Promise.all(
      Array.from({ length: perClass }, (_, index) => {
        const [width, height] = sizes[index % sizes.length]!;
        const ending = ['jpg', 'png', 'webp'][index % 3]!;
        return drawThing(name, index, width, height).toFile(
          join(folder, 'Kitchen table', name, `${index}.${ending}`),
        );
      }),
    );
  }
  launched = await launchApp();
  page = launched.page;
});

test.afterAll(async () => {
  await launched.close();
  await rm(folder, { recursive: true, force: true });
});

const go = (step: string) => page.getByTestId(`rail-${step}`).click();

test('1. Data: a dropped folder is looked at, made a data set of, and worked with', async () => {
  await dropPath(page, join(folder, 'Kitchen table'));
  await expect(page.getByTestId('import-preview')).toBeVisible({ timeout: 20_000 });
  await expect(page.getByTestId('import-classes').getByRole('listitem')).toHaveCount(drawnThings.length);
  await expect(page.getByTestId('import-classes').locator('canvas')).toHaveCount(drawnThings.length * 8);
  await keepPicture(page, 'own-import');
  await page.getByRole('button', { name: 'Make the set' }).click();
  await expect(page.getByTestId('import-done')).toContainText('Kitchen table is ready', { timeout: 30_000 });
  await expect(page.getByTestId('rail-data')).toContainText(
    `Kitchen table, ${drawnThings.length * perClass}`,
  );
  await keepPicture(page, 'own-data');
});

test('2. Model: the preset fits these pictures', async () => {
  await go('model');
  await expect(page.getByTestId('step-model')).toContainText(/parameters/);
  await expect(page.getByTestId('step-model')).not.toContainText(/cloth/i);
  if (takesPictures)
    await expect(page.getByTestId('step-model')).not.toContainText(/not timed here yet|measuring/, {
      timeout: 120_000,
    });
  await keepPicture(page, 'own-model');
});

test('3. Train: it is trained and judged', async () => {
  await go('train');
  await page.getByTestId('train-start').click();
  await expect(page.getByTestId('train-test-accuracy')).toBeVisible({ timeout: 60_000 });
  await keepPicture(page, 'own-train');
});

test('4. Evaluate: nearly all are right, and a cell of the matrix shows its pictures', async () => {
  await go('evaluate');
  const percent = Number(
    /\d+(\.\d+)?/.exec((await page.getByTestId('test-accuracy').textContent()) ?? '')?.[0],
  );
  expect(percent).toBeGreaterThanOrEqual(80);
  await expect(page.locator('[data-testid^="confusion-cell-"]')).toHaveCount(drawnThings.length ** 2);
  await page.getByTestId('confusion-cell-1-1').click();
  await expect(page.getByTestId('step-evaluate').locator('canvas').first()).toBeVisible();
  await keepPicture(page, 'own-evaluate');
});

test('5. Classify: a new picture is named, prepared as the set was', async () => {
  await go('classify');
  const pictures = await Promise.all(
    drawnThings.map(async (name) => ({
      name: `${name.toLowerCase()}.png`,
      type: 'image/png',
      bytes: await drawThing(name, perClass + 1, 400, 300)
        .png()
        .toBuffer(),
    })),
  );
  await dropFiles(page, pictures);
  const results = page.getByTestId('classify-result');
  await expect(results).toHaveCount(drawnThings.length);
  const labels = await results.evaluateAll((all) => all.map((one) => one.getAttribute('data-label')));
  const right = labels.filter((label, index) => label === drawnThings[index]);
  expect(right.length).toBeGreaterThanOrEqual(drawnThings.length - 1);
  await expect(page.getByTestId('classify-detail')).toContainText('64 × 64 colour');
  await expect(page.getByTestId('step-classify')).not.toContainText(/cloth/i);
  await keepPicture(page, 'own-classify');
});
