import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { contracts } from '#shared/contracts/all';
import { bridgeArgument } from '#shared/bridge-argument';
import { inMain } from './support/in-main';
import { appFolder, launchApp, type Launched } from './support/launch';

/** What a page that is not ours, and a page of ours that misbehaves, gets: nothing. */
let launched: Launched;

test.beforeAll(async () => {
  launched = await launchApp({
    args: ['--use-fake-device-for-media-stream'],
  });
  await expect(launched.page.getByTestId('step-data')).toBeVisible();
});

test.afterAll(() => launched.close());

const commands = Object.values(contracts).flatMap(({ domain, commands }) =>
  Object.keys(commands).map((name) => ({ domain, name })),
);

test('the window is sandboxed, isolated and without Node', async () => {
  const preferences = await inMain(launched.app, ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]!.webContents;
    return (
      contents as unknown as { getLastWebPreferences(): Record<string, unknown> }
    ).getLastWebPreferences();
  });
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    webSecurity: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
  });
  const found = await launched.page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'].filter(
      (name) => name in window,
    ),
  );
  expect(found).toEqual([]);
});

test('the page gets the functions that the contracts name, and can not change them', async () => {
  const bridge = await launched.page.evaluate(() => {
    const { wardrobe } = window as unknown as { wardrobe: Record<string, Record<string, unknown>> };
    try {
      wardrobe.app!.ping = () => 'mine';
    } catch {
      // Frozen objects may say so.
    }
    return {
      keys: Object.fromEntries(
        Object.entries(wardrobe).map(([domain, one]) => [domain, Object.keys(one).sort()]),
      ),
      changed: String(wardrobe.app!.ping).includes('mine'),
    };
  });
  expect(bridge).toEqual({
    changed: false,
    keys: {
      app: ['info', 'ping'],
      dataset: ['cancel', 'chooseFolder', 'facts', 'get', 'onChanged', 'pictures', 'split', 'state'],
      files: ['pathOf'],
      imports: [
        'begin',
        'cancel',
        'captured',
        'choose',
        'look',
        'next',
        'onChanged',
        'read',
        'state',
        'take',
      ],
      library: ['change', 'choose', 'list', 'onChanged', 'putBack', 'remove', 'samples', 'showFolder'],
      runs: ['cell', 'changed', 'compare', 'get', 'label', 'list', 'model', 'onChanged', 'putBack', 'remove'],
      settings: ['get', 'set'],
      training: [
        'engine',
        'extend',
        'onChanged',
        'onEngine',
        'onPoints',
        'pause',
        'probe',
        'resume',
        'resumeRun',
        'start',
        'state',
        'stop',
      ],
    },
  });
});

test('a listener gets the payload and not the event', async () => {
  const heard = await launched.page.evaluate(async () => {
    const { dataset } = window.wardrobe;
    const listened = new Promise<unknown[]>((resolve) => {
      const stop = dataset.onChanged((...all: unknown[]) => {
        stop();
        resolve(all);
      });
    });
    await dataset.get({ from: '/nothing/there' });
    return listened;
  });
  expect(heard).toHaveLength(1);
  expect(heard[0]).toHaveProperty('status');
});

test('every command refuses what its schema does not take', async () => {
  const answers = await launched.page.evaluate(async (commands) => {
    const { wardrobe } = window as unknown as {
      wardrobe: Record<string, Record<string, (input: unknown) => Promise<unknown>>>;
    };
    return Promise.all(
      commands.map(({ domain, name }) => wardrobe[domain]![name]!({ id: '../../etc', from: 7, keep: 'yes' })),
    );
  }, commands);
  expect(answers).toHaveLength(commands.length);
  for (const answer of answers) expect(answer).toMatchObject({ ok: false, error: { kind: 'bad-input' } });
});

test('every command refuses another window, a foreign origin and a frame within', async () => {
  for (const address of ['app://wardrobe/index.html', 'data:text/html,foreign']) {
    const answers = await inMain(
      launched.app,
      async ({ BrowserWindow }, { preload, argument, commands, address }) => {
        const webPreferences = {
          preload,
          additionalArguments: [argument],
          sandbox: true,
          contextIsolation: true,
        };
        const window = new BrowserWindow({ show: false, webPreferences });
        await window.loadURL(address);
        const calls = commands.map(({ domain, name }) => `wardrobe.${domain}.${name}()`).join(',');
        const answers = (await window.webContents.executeJavaScript(`Promise.all([${calls}])`)) as unknown[];
        window.destroy();
        return answers;
      },
      {
        preload: join(appFolder, 'out/preload/preload.cjs'),
        argument: bridgeArgument(contracts),
        commands,
        address,
      },
    );
    expect(answers).toHaveLength(commands.length);
    for (const answer of answers) expect(answer).toMatchObject({ ok: false, error: { kind: 'refused' } });
  }
  const inFrame = await launched.page.evaluate(() => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    const has = 'wardrobe' in (frame.contentWindow ?? {});
    frame.remove();
    return has;
  });
  expect(inFrame).toBe(false);
});

test('the content security policy stops inline script, eval, styles in markup, frames and the network', async () => {
  const { page } = launched;
  const result = await page.evaluate(async () => {
    const violations: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) =>
      violations.push(event.effectiveDirective),
    );
    const script = document.createElement('script');
    script.textContent = 'window.inlineRan = true';
    document.body.append(script);
    const holder = document.createElement('div');
    holder.innerHTML =
      '<p style="color: red"></p><iframe src="https://example.org/"></iframe><img src="http://127.0.0.1:9/x.png">';
    document.body.append(holder);
    // Later, because code run by the debugger itself may use eval.
    const evaluated = await new Promise((resolve) =>
      setTimeout(() => {
        try {
          resolve(new Function('return 1')());
        } catch (error) {
          resolve((error as Error).name);
        }
      }),
    );
    const fetched = await fetch('http://127.0.0.1:9/').then(
      () => 'answered',
      () => 'blocked',
    );
    for (let waited = 0; new Set(violations).size < 6 && waited < 10_000; waited += 100)
      await new Promise((resolve) => setTimeout(resolve, 100));
    script.remove();
    holder.remove();
    return { violations, evaluated, fetched, inlineRan: 'inlineRan' in window };
  });
  expect(result).toMatchObject({ evaluated: 'EvalError', fetched: 'blocked', inlineRan: false });
  expect(result.violations).toEqual(
    expect.arrayContaining([
      'script-src-elem',
      'style-src-attr',
      'frame-src',
      'img-src',
      'script-src',
      'connect-src',
    ]),
  );
});

test('a page that ignores the policy still reaches no server', async () => {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked++;
    response.end('hello');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const outcome = await inMain(
    launched.app,
    async ({ BrowserWindow }, url) => {
      const window = new BrowserWindow({ show: false });
      const outcome = await window.loadURL(url).then(
        () => 'loaded',
        (error: Error) => error.message,
      );
      window.destroy();
      return outcome;
    },
    `http://127.0.0.1:${port}/`,
  );
  server.close();
  expect(outcome).toContain('ERR_BLOCKED_BY_CLIENT');
  expect(asked).toBe(0);
});

test('the page may use the camera and nothing else; the clipboard it may not read', async () => {
  const got = await launched.page.evaluate(async () => {
    const media = (wanted: MediaStreamConstraints) =>
      navigator.mediaDevices.getUserMedia(wanted).then(
        (stream) => {
          const kinds = stream.getTracks().map(({ kind }) => kind);
          stream.getTracks().forEach((track) => track.stop());
          return kinds.join();
        },
        (error: Error) => error.name,
      );
    const place = new Promise((resolve) =>
      navigator.geolocation.getCurrentPosition(
        () => resolve('told'),
        () => resolve('denied'),
      ),
    );
    return {
      video: await media({ video: true }),
      audio: await media({ audio: true }),
      both: await media({ audio: true, video: true }),
      place: await place,
      notes: await Notification.requestPermission(),
      read: await navigator.clipboard.readText().catch((error: Error) => error.name),
    };
  });
  expect(got).toEqual({
    video: 'video',
    audio: 'NotAllowedError',
    both: 'NotAllowedError',
    place: 'denied',
    notes: 'denied',
    read: 'NotAllowedError',
  });
});
