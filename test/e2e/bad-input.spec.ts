import { copyFile, mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { dataFiles } from '#core/data/fashion-mnist/fashion-mnist';
import { realDatasetFolder } from '../fixtures/real-dataset';
import { launchApp, type Launched } from './support/launch';
import { presets } from '../fixtures/fashion-mnist';

/** Wrong folders, half a data set and settings out of range: said, with what to do, and everything else still works. */
let launched: Launched;

test.beforeAll(async () => {
  launched = await launchApp();
});

test.afterAll(() => launched.close());

async function folderWith(name: string, files: readonly string[]): Promise<string> {
  const folder = join(launched.home, name);
  await mkdir(folder);
  for (const file of files) await copyFile(join(realDatasetFolder(), file), join(folder, file));
  return folder;
}

async function getFrom(
  folder: string,
): Promise<{ status: string; error?: { message: string; hint?: string } }> {
  await launched.page.evaluate((from) => window.wardrobe.dataset.get({ from }), folder);
  let state: Awaited<ReturnType<typeof getFrom>> = { status: 'working' };
  const settled = async () => {
    const answer = await launched.page.evaluate(() => window.wardrobe.dataset.state());
    if (answer.ok) state = answer.value as typeof state;
    return state.status;
  };
  await expect.poll(settled, { timeout: 60_000 }).not.toBe('working');
  return state;
}

const all = Object.values(dataFiles).map(({ name }) => name);

test('training without data is refused', async () => {
  const { plan } = presets[0]!;
  const answer = await launched.page.evaluate((plan) => window.wardrobe.training.start({ plan }), plan);
  expect(answer).toMatchObject({ ok: false, error: { kind: 'not-ready' } });
  const pictures = await launched.page.evaluate(() =>
    window.wardrobe.dataset.pictures({
      part: 'test',
      classIndex: null,
      validationFraction: 0.1,
      offset: 0,
      limit: 10,
    }),
  );
  expect(pictures).toMatchObject({ ok: false, error: { kind: 'not-ready' } });
});

test('a folder that is not there, an empty one, a file and half a data set are each explained', async () => {
  const file = join(launched.home, 'a-file');
  await writeFile(file, 'text');
  const folders = [
    join(launched.home, 'nowhere'),
    await folderWith('empty', []),
    file,
    await folderWith('half', all.slice(0, 2)),
  ];
  for (const folder of folders) {
    const state = await getFrom(folder);
    expect(state.status).toBe('failed');
    expect(state.error?.hint).toBeTruthy();
    await expect(launched.page.getByTestId('step-data')).toContainText(state.error?.message ?? '?');
  }
});

test('a file with one wrong byte is refused', async () => {
  const folder = await folderWith('flipped', all);
  const file = await open(join(folder, dataFiles.testImages.name), 'r+');
  await file.write(Uint8Array.of(1), 0, 1, 4_000_000);
  await file.write(Uint8Array.of(77), 0, 1, 4_000_001);
  await file.close();
  const state = await getFrom(folder);
  expect(state.status).toBe('failed');
  expect(JSON.stringify(state)).toMatch(/checksum|SHA-256/i);
});

test('settings out of range are refused and the old ones stay', async () => {
  const { plan } = presets[0]!;
  const wrong = [
    { ...plan, epochs: 0 },
    { ...plan, batchSize: 1.5 },
    { ...plan, learningRate: -1 },
    { ...plan, seed: 2 ** 40 },
    { ...plan, validationFraction: 0.9 },
    { ...plan, layers: [] },
  ];
  for (const changed of wrong) {
    const answer = await launched.page.evaluate((plan) => window.wardrobe.settings.set({ plan }), changed);
    expect(answer).toMatchObject({ ok: false, error: { kind: 'bad-input' } });
  }
  const read = await launched.page.evaluate(() => window.wardrobe.settings.get());
  expect(read).toMatchObject({ ok: true, value: { plan } });
});

test('after all that the right folder is taken', async () => {
  expect(await getFrom(realDatasetFolder())).toMatchObject({ status: 'ready' });
  const wrongModel = { ...presets[0]!.plan, layers: [{ type: 'flatten' as const }] };
  const answer = await launched.page.evaluate((plan) => window.wardrobe.training.start({ plan }), wrongModel);
  expect(answer.ok).toBe(false);
  expect(answer.ok || answer.error.hint).toBeTruthy();
});
