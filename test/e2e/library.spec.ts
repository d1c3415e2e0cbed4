import { rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { dataSetsFolder } from '#core/folders';
import { makeOwnSet } from '../fixtures/own-set';
import { keepPicture } from './support/keep-picture';
import { launchApp, newHome, type Launched } from './support/launch';
import { trainingStatus, untilCurves } from './support/training';

/** Two small sets made by the library's own writer, used as people use them. */
test.describe.configure({ mode: 'serial' });

let launched: Launched;
let page: Page;
let [signs, mugs] = ['', ''];

const row = (id: string) => page.locator(`[data-testid="library-row"][data-set="${id}"]`);
const use = (id: string) => row(id).getByTestId('use-set').click();
const menu = async (name: string, item: string) => {
  await page.getByRole('button', { name, exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
};
const classNames = () =>
  page
    .getByTestId('class-row')
    .evaluateAll((rows) => rows.map((one) => one.querySelector('button')?.textContent));

test.beforeAll(async () => {
  const home = await newHome();
  signs = (await makeOwnSet(home, { pictures: 60 })).id;
  mugs = (await makeOwnSet(home, { name: 'Mugs', classes: ['mine', 'yours'] })).id;
  launched = await launchApp({ home });
  page = launched.page;
});

test.afterAll(() => launched.close());

test('all sets are listed, and choosing one fits the model to it', async () => {
  await expect(page.getByTestId('library-row')).toHaveCount(3);
  await expect(row('fashion-mnist')).toContainText('not on this computer yet');
  await expect(row(signs)).toContainText('180 pictures · 3 classes · 10 × 8 colour');
  await use(signs);
  await expect(row(signs)).toHaveAttribute('aria-current', 'true');
  await expect(page.getByTestId('rail-data')).toContainText('Signs, 180');
  await keepPicture(page, 'library');
  await page.getByTestId('rail-model').click();
  await expect(page.getByTestId('layer-3')).toContainText('3');
});

test('a class is renamed, merged and left out, each with a way back', async () => {
  await page.getByTestId('rail-data').click();
  await row(signs).getByRole('button', { name: 'Signs', exact: true }).click();
  await expect.poll(classNames).toEqual(['stop', 'go', 'wait']);
  await menu('Change stop', 'Rename');
  await page.getByLabel('Name of the class').fill('halt');
  await page.keyboard.press('Enter');
  await expect.poll(classNames).toEqual(['halt', 'go', 'wait']);
  await expect(page.getByTestId('versions')).toContainText('Version 2');
  await menu('Change wait', 'Merge into…');
  await page.getByLabel('Merge wait into').selectOption('halt');
  await expect.poll(classNames).toEqual(['halt', 'go']);
  await page.getByTestId('undo-change').click();
  await expect.poll(classNames).toEqual(['halt', 'go', 'wait']);
});

test('pictures are selected by click, range and keyboard, given another class and removed', async () => {
  await page.getByRole('button', { name: 'go', exact: true }).click();
  const pictures = page.getByRole('listbox', { name: 'Pictures' }).getByRole('option');
  // Of 48 training pictures a fifth is held back, and so of those that are left.
  await expect(pictures).toHaveCount(48 - 10);
  await pictures.nth(1).click();
  await pictures.nth(3).click({ modifiers: ['Shift'] });
  await expect(page.getByTestId('selection-bar')).toContainText('3 pictures selected');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(page.getByTestId('selection-bar')).toContainText('4 pictures selected');
  await page.getByLabel('Give them another class').selectOption('wait');
  await expect(pictures).toHaveCount(44 - 9);
  await page.getByTestId('undo-change').click();
  await expect(pictures).toHaveCount(48 - 10);
  await pictures.nth(0).click();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await page.keyboard.press('Delete');
  await expect(page.getByText('Removed 2 pictures.')).toBeVisible();
  await expect(pictures).toHaveCount(46 - 9);
});

test('a model is trained on it, and another set can not be taken meanwhile', async () => {
  await page.getByTestId('rail-model').click();
  await page.getByLabel('Epochs').fill('400');
  await page.getByTestId('rail-train').click();
  await page.getByTestId('train-start').click();
  await untilCurves(page, 3);
  await page.getByTestId('rail-data').click();
  await page.getByTestId('all-sets').click();
  await use(mugs);
  await expect(page.getByText('A model is being trained on the data set that is chosen now.')).toBeVisible();
  await page.getByTestId('rail-train').click();
  await page.getByTestId('train-stop').click();
  await page.getByTestId('train-stop-keep').click();
  await expect.poll(() => trainingStatus(page), { timeout: 60_000 }).toBe('finished');
  await page.getByTestId('rail-data').click();
  await expect(row(signs)).toContainText(/1 run, \d/);
});

test('a set is removed and put back; a damaged one says why and can be removed', async () => {
  await menu('More about Mugs', 'Remove');
  await expect(row(mugs)).toHaveCount(0);
  await page.getByTestId('put-set-back').click();
  await expect(row(mugs)).toHaveCount(1);
  await truncate(join(dataSetsFolder(launched.home), mugs, 'dataset.json'), 30);
  await page.getByTestId('rail-model').click();
  await page.getByTestId('rail-data').click();
  const damaged = page.getByTestId('unreadable-set');
  await expect(damaged).toContainText('dataset.json');
  await damaged.getByRole('button', { name: `Remove ${mugs}` }).click();
  await expect(damaged).toHaveCount(0);
});

test('a set that disappears from the disk while the app is open gives way to the first one; its models stay', async () => {
  await rm(join(dataSetsFolder(launched.home), signs), { recursive: true });
  await page.getByTestId('rail-model').click();
  await page.getByTestId('rail-data').click();
  await expect(row(signs)).toHaveCount(0);
  await expect(page.getByTestId('rail-data')).toContainText('to get');
  await page.getByTestId('rail-runs').click();
  await page.getByRole('checkbox', { name: /^Choose / }).check();
  await expect(page.getByText('Signs, version 5')).toBeVisible();
  await page.getByRole('button', { name: 'Evaluate', exact: true }).click();
  await expect(page.getByTestId('test-accuracy')).toBeVisible();
  await expect(page.getByRole('table').first()).toContainText('halt');
});
