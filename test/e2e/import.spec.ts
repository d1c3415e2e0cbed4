import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { dataSetsFolder } from '#core/folders';
import { launchApp, type Launched } from './support/launch';
import { dropPath } from './support/drop-path';
import {
  colourClasses,
  makePictureFolder,
  makeTurnedPhotos,
  perClass,
  unusable,
} from './support/picture-folder';

/** A folder of pictures of every format becomes a data set, in the window. */
let folder: string;
let launched: Launched;

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wardrobe-pictures-'));
  await makePictureFolder(join(folder, 'Colours'));
  launched = await launchApp();
});

test.afterAll(async () => {
  await launched.close();
  await rm(folder, { recursive: true, force: true });
});

const classes = Object.keys(colourClasses);
const usable = classes.length * perClass;

async function preview(page: Page): Promise<void> {
  await dropPath(page, join(folder, 'Colours'));
  await expect(page.getByTestId('import-preview')).toBeVisible();
}

test('a dropped folder is shown before anything is made', async () => {
  const { page } = launched;
  await preview(page);
  const rows = page.getByTestId('import-classes').getByRole('listitem');
  await expect(rows).toHaveCount(classes.length);
  for (const [i, name] of classes.entries()) await expect(rows.nth(i)).toContainText(name);
  await expect(rows.first().locator('canvas')).toHaveCount(8);
  await expect(page.getByTestId('import-name')).toHaveValue('Colours');
});

test('large photos keep their proportions when EXIF turns them', async () => {
  const { page } = launched;
  await page.getByRole('button', { name: 'Cancel' }).click();
  await makeTurnedPhotos(join(folder, 'Turned'));
  await dropPath(page, join(folder, 'Turned'));
  await expect(page.getByTestId('import-name')).toHaveValue('Turned');
  await page.getByText('64', { exact: true }).click();
  const fitted = page
    .getByTestId('import-classes')
    .getByRole('listitem')
    .first()
    .locator('.fitted canvas')
    .first();
  // A dark square in the middle of a white photo.
  const darkSize = () =>
    fitted.evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      const isDark = (x: number, y: number) => data[(y * canvas.width + x) * 4]! < 128;
      const middle = canvas.width / 2;
      const all = [...Array(canvas.width).keys()];
      return [all.filter((x) => isDark(x, middle)).length, all.filter((y) => isDark(middle, y)).length];
    });
  await expect.poll(darkSize).toEqual([32, 32]);
});

test('cancelled, it leaves nothing', async () => {
  const { page, home } = launched;
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByTestId('import-preview')).toBeHidden();
  expect(await readdir(dataSetsFolder(home)).catch(() => [])).toEqual([]);
});

test('it is made at the size that was chosen, and what is no use is told', async () => {
  const { page } = launched;
  await preview(page);
  await page.getByText('28', { exact: true }).click();
  await page.getByRole('button', { name: 'Make the set' }).click();
  const done = page.getByTestId('import-done');
  await expect(done).toBeVisible({ timeout: 60_000 });
  await expect(done).toContainText('Colours is ready');
  await expect(done).toContainText('turned by');
  await done.locator('summary').click();
  for (const name of ['cut off.jpg', 'empty.png', 'notes.txt']) await expect(done).toContainText(name);
  await expect(done).toContainText(`${unusable} can’t be used`);
  const state = await page.evaluate(() => window.wardrobe.imports.state());
  expect(state).toMatchObject({ ok: true, value: { status: 'done', result: { classes: 3 } } });
  const { train, test: kept } = (state as { value: { result: { train: number; test: number } } }).value
    .result;
  expect(train + kept).toBe(usable);
});

test('the new set is the one that is worked with: a model is trained on it and judged', async () => {
  test.setTimeout(180_000);
  const { page } = launched;
  await expect(page.getByTestId('rail-data')).toContainText(`Colours, ${usable}`);
  await page.getByTestId('rail-train').click();
  await page.getByTestId('train-start').click();
  await expect(page.getByTestId('train-test-accuracy')).toBeVisible({ timeout: 120_000 });
  await page.getByTestId('rail-evaluate').click();
  await expect(page.getByTestId('step-evaluate')).toContainText('deep red');
});
