import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { dataSetsFolder } from '#core/folders';
import { launchApp, type Launched } from './support/launch';
import { dropPath } from './support/drop-path';
import { colourClasses, makePictureFolder, perClass, unusable } from './support/picture-folder';

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
