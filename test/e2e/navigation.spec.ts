import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { inMain } from './support/in-main';
import { launchApp, type Launched } from './support/launch';

/** Where the window can go, and what its own addresses serve. */
let launched: Launched;

test.beforeAll(async () => {
  launched = await launchApp();
  await expect(launched.page.getByTestId('step-data')).toBeVisible();
});

test.afterAll(() => launched.close());

const startAddress = () => launched.page.evaluate(() => location.href.split('#')[0]);

test('app:// serves the page and nothing outside its folder', async () => {
  const addresses = [
    'app://wardrobe/../package.json',
    'app://wardrobe/%2e%2e/main/main.js',
    'app://wardrobe/..%2fmain%2fmain.js',
    'app://wardrobe/..%5cmain%5cmain.js',
    'app://wardrobe/%252e%252e/main/main.js',
    'app://wardrobe//etc/passwd',
    'app://wardrobe/assets/',
    'app://wardrobe/',
    'app://other/index.html',
  ];
  const ask = (urls: string[]) =>
    inMain(
      launched.app,
      ({ net }, urls) => Promise.all(urls.map(async (url) => (await net.fetch(url)).status)),
      urls,
    );
  expect(await ask(['app://wardrobe/index.html'])).toEqual([200]);
  expect(await ask(addresses)).toEqual(addresses.map(() => 404));
});

test('the page goes nowhere: not by itself, not by a new window, a webview or a dropped file', async () => {
  const { page, home } = launched;
  const start = await startAddress();
  const hosts = [
    'https://example.org/',
    'file:///etc/passwd',
    'app://other/',
    'data:text/html,x',
    'app://wardrobe/x',
  ];
  for (const url of hosts) await page.evaluate((url) => void (location.href = url), url);
  const opened = await page.evaluate(
    () => window.open('https://example.org/') === null && window.open() === null,
  );
  expect(opened).toBe(true);
  await page.evaluate(() => document.body.append(document.createElement('webview')));

  // A drop that no part of the page takes: Chromium would open the file.
  const file = join(home, 'dropped.html');
  await writeFile(file, '<h1>dropped</h1>');
  await page.evaluate(() => {
    for (const kind of ['dragenter', 'dragover', 'drop'])
      window.addEventListener(kind, (event) => event.stopImmediatePropagation(), { capture: true });
  });
  const session = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    const data = { items: [], files: [file], dragOperationsMask: 1 };
    await session.send('Input.dispatchDragEvent', { type, x: 40, y: 400, data });
  }

  await page.waitForTimeout(300);
  const after = await inMain(launched.app, ({ BrowserWindow, webContents }) => ({
    windows: BrowserWindow.getAllWindows().length,
    pages: webContents.getAllWebContents().filter((one) => one.getType() !== 'remote').length,
  }));
  expect(after).toEqual({ windows: 1, pages: 1 });
  expect(await startAddress()).toBe(start);
  await page.reload();
  await expect(page.getByTestId('step-data')).toBeVisible();
});
