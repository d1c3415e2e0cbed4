import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { dataSetsFolder } from '#core/folders';
import { launchApp, newHome, type Launched } from './support/launch';
import { makeTurnedPhotos } from './support/picture-folder';

/** Imports that are ended in their midst: by the user, by a reload of the page, by the end of the whole app. */
let folder: string;
let launched: Launched | undefined;
const copies = 12;

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wardrobe-photos-'));
  const photos = join(folder, 'Photos');
  await makeTurnedPhotos(photos);
  // Enough of them for an import to have a middle.
  for (let copy = 0; copy < copies; copy++)
    for (const name of ['night', 'soot'])
      for (let i = 0; i < 12; i++)
        await copyFile(join(photos, name, `${i}.jpg`), join(photos, name, `${i} copy ${copy}.jpg`));
});
test.afterEach(async () => {
  await launched?.close();
  launched = undefined;
});
test.afterAll(() => rm(folder, { recursive: true, force: true }));

async function importState(page: Page) {
  const answer = await page.evaluate(() => window.wardrobe.imports.state());
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
}

const statusOf = async (page: Page) => (await importState(page)).status;

/** Starts to make a set of the photos, and waits until some are taken. */
async function untilTaking(page: Page): Promise<void> {
  await page.evaluate((path) => window.wardrobe.imports.look({ paths: [path] }), join(folder, 'Photos'));
  await page.getByRole('button', { name: 'Make the set' }).click();
  const done = async () => {
    const state = await importState(page);
    return state.status === 'taking' ? state.done : 0;
  };
  await expect.poll(done, { intervals: [20] }).toBeGreaterThan(0);
}

const setsIn = (home: string) => readdir(dataSetsFolder(home)).catch(() => []);

test('cancelled while pictures are read, it leaves nothing and shows the preview again', async () => {
  launched = await launchApp();
  const { page, home } = launched;
  await untilTaking(page);
  expect(await setsIn(home)).not.toEqual([]);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByTestId('import-preview')).toBeVisible();
  expect(await setsIn(home)).toEqual([]);
});

test('a page that is loaded again goes on with it', async () => {
  test.setTimeout(120_000);
  launched = await launchApp();
  const { page } = launched;
  await untilTaking(page);
  await page.reload();
  await expect.poll(() => statusOf(page), { timeout: 90_000 }).toBe('failed');
  // Its pictures are copies of a few: too few for a set, which is found when all of them are read.
  await expect(page.getByTestId('step-data')).toContainText('that can be used');
});

test('after an app that was killed in its midst the next start has nothing half-made', async () => {
  const home = await newHome();
  launched = await launchApp({ home });
  await untilTaking(launched.page);
  const { app } = launched;
  const ended = new Promise((done) => app.process().once('exit', done));
  process.kill(app.process().pid!, 'SIGKILL');
  await ended;
  expect(await setsIn(home)).not.toEqual([]);

  launched = await launchApp({ home });
  await expect.poll(() => setsIn(home)).toEqual([]);
  expect(await statusOf(launched.page)).toBe('none');
});
