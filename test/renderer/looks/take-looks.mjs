// Pictures of the window in every state, light and dark, usual and smallest size, for people to look at:
//   xvfb-run -a node test/renderer/looks/take-looks.mjs FOLDER [part of a name]
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { _electron } from '@playwright/test';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { createServer } from 'vite';
import { captureShots } from './capture-shots.mjs';
import { makeFacts } from './make-facts.mjs';
import { shots } from './shots.mjs';

const repository = resolve(import.meta.dirname, '../../..');
const [folder, only = ''] = process.argv.slice(2);
if (!folder) throw new Error('Name a folder for the pictures.');

const say = (line) => void process.stderr.write(`${line}\n`);
const sizes = [
  [1180, 780],
  [760, 560],
];

const server = await createServer({
  configFile: false,
  root: repository,
  logLevel: 'warn',
  plugins: [svelte({ configFile: false }), serveFacts()],
  server: { port: 0, host: '127.0.0.1', hmr: false },
  // Found while a page loads, a dependency would be bundled and the page loaded again.
  optimizeDeps: { noDiscovery: true, include: [] },
  worker: { format: 'es' },
});
let facts = null;
function serveFacts() {
  const configureServer = ({ middlewares }) =>
    void middlewares.use('/facts/', async (request, response) => {
      const name = request.url.slice(1);
      const query = JSON.parse(await text(request));
      const answer = name === 'begin' ? facts.begin : facts.answers[name](query);
      response.end(JSON.stringify(answer, (_, value) => (value instanceof Uint8Array ? [...value] : value)));
    });
  return { name: 'serve-facts', configureServer };
}

await server.listen();
facts = await makeFacts((path) => server.ssrLoadModule(path));
const { port } = server.httpServer.address();
const address = (scenario, step) =>
  `http://127.0.0.1:${port}/test/renderer/looks/index.html?scenario=${scenario}#${step}`;
await mkdir(folder, { recursive: true });

/** What the camera sees: a few drawn things, one after another. */
async function film() {
  const { drawThing, drawnThings } = await server.ssrLoadModule('/test/fixtures/pictures/drawn-things.ts');
  const { fakeFilm } = await server.ssrLoadModule('/test/e2e/support/fake-camera.ts');
  const frames = drawnThings.flatMap((name) =>
    Array.from({ length: 8 }, (_, seed) => drawThing(name, seed, 640, 360)),
  );
  return fakeFilm(join(tmpdir(), 'wardrobe-looks.y4m'), { width: 640, height: 360, rate: 5 }, frames);
}

const asRoot = process.getuid?.() === 0;
const app = await _electron.launch({
  executablePath: createRequire(import.meta.url)('electron'),
  args: [join(import.meta.dirname, 'window'), ...(asRoot ? ['--no-sandbox'] : []), ...(await film())],
  env: { ...process.env, LOOKS_URL: address('ready', 'data') },
});
try {
  const page = await app.firstWindow();
  // A machine that is busy with other things takes its time.
  page.setDefaultTimeout(180_000);
  page.on('pageerror', (error) => say(`page: ${error.stack}`));
  page.on('console', (message) => message.type() === 'error' && say(`page: ${message.text()}`));
  for (const [name, scenario, step, act] of [...shots, ...captureShots].filter(([name]) =>
    name.includes(only),
  )) {
    await page.goto('about:blank');
    await page.goto(address(scenario, step));
    await page.locator('html[data-ready]').waitFor({ timeout: 60_000 });
    await act?.(page);
    for (const [width, height] of sizes) {
      await app.evaluate(
        ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0].setContentSize(...size),
        [width, height],
      );
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme });
        await page.waitForTimeout(150);
        await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`) });
      }
      const wide = await page.evaluate(() =>
        [document.documentElement, ...document.querySelectorAll('main, nav')].some(
          (e) => e.scrollWidth > e.clientWidth,
        ),
      );
      if (wide) say(`${name} at ${width}: scrolls sideways`);
    }
  }
} finally {
  await app.close();
  await server.close();
}
process.exit(0);
