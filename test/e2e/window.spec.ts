import { spawn } from 'node:child_process';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { automatic } from '#core/domain/engine';
import { settingsFile } from '#core/folders';
import { inMain } from './support/in-main';
import { launchApp, newHome, startCommand, type Launched } from './support/launch';
import { curvePoints, startTraining, trainingStatus, untilCurves } from './support/training';
import { presets } from '../fixtures/fashion-mnist';

let launched: Launched | undefined;

test.afterEach(async () => {
  await launched?.close();
  launched = undefined;
});

test('the app starts on an empty home folder and shows the Data step', async () => {
  const problems: string[] = [];
  launched = await launchApp();
  launched.page.on('console', (line) => {
    if (line.type() === 'error') problems.push(line.text());
  });
  await launched.page.reload();
  await expect(launched.page.getByTestId('step-data')).toBeVisible();
  await expect(launched.page.getByRole('button', { name: 'Get Fashion-MNIST' })).toBeVisible();
  const title = await inMain(launched.app, ({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.getTitle(),
  );
  expect(title).toBe('Wardrobe');
  expect(problems).toEqual([]);
});

test('settings survive a restart', async () => {
  const plan = { ...presets[0]!.plan, epochs: 7, batchSize: 96 };
  launched = await launchApp();
  const saved = await launched.page.evaluate((plan) => window.wardrobe.settings.set({ plan }), plan);
  expect(saved).toEqual({ ok: true, value: undefined });
  await launched.app.close();

  launched = await launchApp({ home: launched.home });
  const read = await launched.page.evaluate(() => window.wardrobe.settings.get());
  expect(read).toMatchObject({ ok: true, value: { plan: { epochs: 7, batchSize: 96 } } });
});

test('a settings file that is no use is put aside, and the app starts with the defaults', async () => {
  const home = await newHome();
  await writeFile(settingsFile(home), '{"plan": {"epochs": -3');
  launched = await launchApp({ home });
  const read = await launched.page.evaluate(() => window.wardrobe.settings.get());
  expect(read).toEqual({ ok: true, value: { plan: presets[0]!.plan, choice: automatic } });
  const aside = (await readdir(home)).find((name) => name.startsWith('settings.json.unusable-'));
  expect(await readFile(join(home, aside ?? ''), 'utf8')).toContain('-3');
  await expect.poll(() => readFile(join(home, 'wardrobe.log'), 'utf8')).toContain('settings: not usable');
});

test('a second start on the same home folder ends and brings the first window to the front', async () => {
  launched = await launchApp();
  // Where there is no window manager, as under Xvfb, nothing can be minimized.
  await inMain(launched.app, ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  const isVisible = () =>
    inMain(launched!.app, ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
  await expect.poll(isVisible).toBe(false);
  const { executablePath, args, env } = startCommand(launched.home);
  const second = spawn(executablePath, args, { env, stdio: 'ignore' });
  const code = await new Promise((done) => second.once('exit', done));
  expect(code).toBe(0);
  await expect.poll(isVisible).toBe(true);
  const windows = await inMain(launched.app, ({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  expect(windows).toBe(1);
});

test('a home folder that can not be written is explained', async () => {
  const home = await newHome();
  const file = join(home, 'file');
  await writeFile(file, '');
  const { executablePath, args, env } = startCommand(join(file, 'home'));
  const child = spawn(executablePath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  try {
    await expect.poll(() => said, { timeout: 20_000 }).toContain("Wardrobe can't write to its folder");
    expect(said).toContain('WARDROBE_HOME');
  } finally {
    child.kill('SIGKILL');
    await rm(home, { recursive: true, force: true });
  }
});

test('a page that is loaded again in the middle of training has all its curves', async () => {
  launched = await launchApp({ withDataset: true });
  const { page } = launched;
  await startTraining(page, { epochs: 200 });
  await untilCurves(page, 10);
  const before = await curvePoints(page);
  await page.reload();
  expect(await curvePoints(page)).toBeGreaterThanOrEqual(before);
  expect(await trainingStatus(page)).toBe('running');
});

/** Closes the window and answers the question with the button of that name. Resolves to what was asked. */
const closeAnd = (button: string) =>
  inMain(
    launched!.app,
    ({ BrowserWindow, dialog }, button) => {
      const asked = new Promise<string>((resolve) => {
        dialog.showMessageBox = ((_window: unknown, asked: { message: string; buttons: string[] }) => {
          resolve(asked.message);
          return Promise.resolve({ response: asked.buttons.indexOf(button), checkboxChecked: false });
        }) as unknown as typeof dialog.showMessageBox;
      });
      BrowserWindow.getAllWindows()[0]?.close();
      return asked;
    },
    button,
  );

for (const [button, status] of [
  ['Stop and keep', 'stopped'],
  ['Go on next time', 'interrupted'],
] as const) {
  test(`closing the window while a model trains asks first; "${button}" leaves the run ${status}`, async () => {
    launched = await launchApp({ withDataset: true });
    const { app, page, home } = launched;
    await startTraining(page, { epochs: 200 });
    await untilCurves(page, 0);

    expect(await closeAnd('Keep training')).toBe('A model is being trained.');
    expect(await trainingStatus(page)).toBe('running');

    const ended = new Promise((done) => app.process().once('exit', done));
    await closeAnd(button).catch(() => undefined);
    await ended;

    launched = await launchApp({ home });
    const list = await launched.page.evaluate(() => window.wardrobe.runs.list());
    expect(list).toMatchObject({ ok: true, value: { runs: [{ status }], unreadable: [] } });
    expect(list.ok && list.value.runs[0]?.resumable?.step).toBeGreaterThan(0);
    const offered = status === 'interrupted' ? 1 : 0;
    await expect(launched.page.getByTestId('resume-offer')).toHaveCount(offered);
  });
}

test('Ctrl-C where the app was started stops and keeps the run without asking, and keeps the place of the window', async () => {
  launched = await launchApp({ withDataset: true });
  const { app, page, home } = launched;
  const place = { x: 30, y: 40, width: 900, height: 640 };
  await inMain(app, ({ BrowserWindow }, place) => BrowserWindow.getAllWindows()[0]?.setBounds(place), place);
  await startTraining(page, { epochs: 200 });
  await untilCurves(page, 0);

  const ended = new Promise((done) => app.process().once('exit', done));
  // As a terminal does: to the trainer, too.
  process.kill(-app.process().pid!, 'SIGINT');
  expect(await ended).toBe(0);
  expect((await readdir(join(home, 'window'))).filter((name) => name.includes('bounds'))).toEqual([
    'bounds.json',
  ]);

  launched = await launchApp({ home });
  const list = await launched.page.evaluate(() => window.wardrobe.runs.list());
  expect(list).toMatchObject({ ok: true, value: { runs: [{ status: 'stopped' }], unreadable: [] } });
  const width = await inMain(
    launched.app,
    ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds().width,
  );
  expect(width).toBe(place.width);
});
