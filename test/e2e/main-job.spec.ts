import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { realDataset, realDatasetFolder } from '../fixtures/real-dataset';
import { dropFiles } from './support/drop-files';
import { fakeCamera } from './support/fake-camera';
import { keepPicture, takesPictures } from './support/keep-picture';
import { inMain } from './support/in-main';
import { launchApp, type Launched } from './support/launch';
import { productPhoto } from './support/product-photo';
import { measureResponsiveness } from './support/responsiveness';
import { classNames, imageBytes } from '../fixtures/fashion-mnist';

/**
 * The whole way of a new user, in one window: get the data set, look at it, set the model, train, evaluate, classify;
 * then close the app, open it again, and find the trained run in use.
 */
test.describe.configure({ mode: 'serial' });

let launched: Launched;
let page: Page;
let films: string;

test.beforeAll(async () => {
  films = await mkdtemp(join(tmpdir(), 'wardrobe-film-'));
  const args = await fakeCamera(
    join(films, 'boot.y4m'),
    await productPhoto(await firstTestPicture('Ankle boot')),
  );
  launched = await launchApp({ args });
  page = launched.page;
});

test.afterAll(async () => {
  await launched.close();
  await rm(films, { recursive: true });
});

const go = (step: string) => page.getByTestId(`rail-${step}`).click();

/** A test picture that is easy to name: the first of its class. */
async function firstTestPicture(name: (typeof classNames)[number]): Promise<Uint8Array> {
  const { test } = await realDataset();
  const index = test.labels.indexOf(classNames.indexOf(name));
  return test.pictures.inMemory!.subarray(index * imageBytes, (index + 1) * imageBytes);
}

test('1. Data: the set is taken from a folder, checked and shown', async () => {
  await expect(page.getByTestId('step-data')).toBeVisible();
  await inMain(
    launched.app,
    ({ dialog }, folder) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [folder] });
    },
    realDatasetFolder(),
  );
  await page.getByRole('button', { name: /use files i have/i }).click();
  await expect(page.getByRole('heading', { name: 'Fashion-MNIST', exact: true })).toBeVisible({
    timeout: 60_000,
  });

  const split = page.getByTestId('split-figures');
  await expect(split).toContainText('54,000');
  await expect(split).toContainText('6,000');
  await expect(split).toContainText('10,000');
  await page.getByRole('slider').fill('20');
  await expect(split).toContainText('48,000');
  await expect(split).toContainText('12,000');
  await page.getByRole('slider').fill('10');
  await expect(split).toContainText('54,000');
  await keepPicture(page, 'data');
});

test('1. Data: every picture can be reached, page by page', async () => {
  await page
    .getByRole('button', { name: /trouser/i })
    .first()
    .click();
  const pictures = page.getByRole('list', { name: 'Pictures' });
  await expect(pictures.getByRole('listitem')).toHaveCount(100);
  await page.getByRole('button', { name: /last page/i }).click();
  await expect(pictures.getByRole('listitem')).toHaveCount(100);
  await page.getByRole('button', { name: /overview/i }).click();
});

test('2. Model: parameters are counted and a setting out of range is explained', async () => {
  await go('model');
  await expect(page.getByTestId('step-model')).toContainText('101,770');
  if (takesPictures)
    await expect(page.getByTestId('step-model')).not.toContainText(/not timed here yet|measuring/, {
      timeout: 120_000,
    });
  await keepPicture(page, 'model');
  const epochs = page.getByLabel('Epochs');
  await epochs.fill('0');
  await expect(page.getByTestId('step-model')).toContainText('It has to be 1 or more.');
  await epochs.fill('5');
  await expect(page.getByTestId('step-model')).not.toContainText('It has to be');
});

test('3. Train: the curves draw while the window stays smooth', async () => {
  await go('train');
  await page.getByTestId('train-start').click();
  await expect(page.getByTestId('train-pause')).toBeVisible({ timeout: 60_000 });
  const smooth = await measureResponsiveness(page, 1.5);
  console.log(
    `while training: ${smooth.framesPerSecond.toFixed(1)} frames/s (longest ${smooth.longestFrame.toFixed(0)} ms), ` +
      `main answers a ping in ${smooth.pingMedian.toFixed(1)} ms (longest ${smooth.pingMax.toFixed(1)} ms of ${smooth.pings})`,
  );
  expect(smooth.pings).toBeGreaterThan(0);
  await expect
    .poll(async () =>
      Number(await page.getByTestId('chart-loss').locator('canvas').getAttribute('data-points')),
    )
    .toBeGreaterThan(1);
  if (takesPictures) await expect(page.getByTestId('step-train')).toContainText('Epoch 4 of 5');
  await keepPicture(page, 'train');
  await expect(page.getByTestId('train-test-accuracy')).toBeVisible({ timeout: 120_000 });
});

test('4. Evaluate: the whole test set, and a confusion matrix to click into', async () => {
  await go('evaluate');
  const accuracy = page.getByTestId('test-accuracy');
  await expect(accuracy).toBeVisible();
  const percent = Number(/\d+(\.\d+)?/.exec((await accuracy.textContent()) ?? '')?.[0]);
  expect(percent).toBeGreaterThanOrEqual(85);
  expect(percent).toBeLessThan(95);

  const counts = await page
    .locator('[data-testid^="confusion-cell-"]')
    .evaluateAll((cells) => cells.map((cell) => Number((cell.textContent ?? '').replace(/\D/g, '') || 0)));
  expect(counts).toHaveLength(100);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(10_000);

  await page.getByTestId('confusion-cell-6-0').click();
  await expect(page.getByTestId('step-evaluate')).toContainText(/Shirt, taken for (a )?T-shirt/i);
  await keepPicture(page, 'evaluate');
});

test('5. Classify: a dropped file, on any step, is named', async () => {
  await go('data');
  const photo = await productPhoto(await firstTestPicture('Trouser'));
  await dropFiles(page, [{ name: 'jeans.png', type: 'image/png', bytes: photo }]);
  await expect(page.getByTestId('step-classify')).toBeVisible();
  const result = page.getByTestId('classify-result');
  await expect(result).toHaveCount(1);
  await expect(result).toHaveAttribute('data-label', 'Trouser');
});

test('5. Classify: picked files are named, and what is no picture says so', async () => {
  const folder = launched.home;
  const bag = join(folder, 'bag.png');
  const notes = join(folder, 'notes.png');
  const empty = join(folder, 'empty.jpg');
  await writeFile(bag, await productPhoto(await firstTestPicture('Bag')));
  await writeFile(notes, 'Not a picture at all.');
  await writeFile(empty, '');
  await page.getByTestId('classify-pick').setInputFiles([bag, notes, empty]);
  const results = page.getByTestId('classify-result');
  await expect(results).toHaveCount(4);
  await expect(results.and(page.locator('[data-label="Bag"]'))).toHaveCount(1);
  await expect(results.and(page.locator('[data-error]'))).toHaveCount(2);
  await keepPicture(page, 'classify');
});

test('5. Classify: a picture that lies on its side is set upright, in PNG and WebP, too, and AVIF is read', async () => {
  const results = page.getByTestId('classify-result');
  const before = await results.count();
  const pictures = join(import.meta.dirname, '../fixtures/pictures');
  await page
    .getByTestId('classify-pick')
    .setInputFiles(['exif-6.png', 'exif-6.webp', 'photo.avif'].map((name) => join(pictures, name)));
  await expect(results).toHaveCount(before + 3);
  await expect(results.nth(2)).toHaveAttribute('data-label', /./);
  for (const lain of [0, 1]) await expect(results.nth(lain)).toHaveAttribute('data-label', 'Trouser');
});

test('5. Classify: what stands before the webcam is named', async () => {
  const results = page.getByTestId('classify-result');
  const before = await results.count();
  await page.getByTestId('webcam-start').click();
  await expect(page.getByTestId('webcam-take')).toBeEnabled({ timeout: 20_000 });
  await page.getByTestId('webcam-take').click();
  await expect(results).toHaveCount(before + 1);
  await expect(results.first()).toHaveAttribute('data-label', 'Ankle boot');
  await expect(results.and(page.locator('[data-error]'))).toHaveCount(2);
  await keepPicture(page, 'webcam');
});

test('The trained run survives a restart and is what step 5 uses', async () => {
  await launched.app.close();
  launched = await launchApp({ home: launched.home });
  page = launched.page;
  await go('evaluate');
  await expect(page.getByTestId('test-accuracy')).toBeVisible();
  const boot = await productPhoto(await firstTestPicture('Ankle boot'));
  await dropFiles(page, [{ name: 'boot.png', type: 'image/png', bytes: boot }]);
  await expect(page.getByTestId('classify-result')).toHaveAttribute('data-label', 'Ankle boot');
});
