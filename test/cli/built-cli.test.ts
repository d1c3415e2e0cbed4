import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { build } from 'vite';
import { realDatasetFolder } from '../fixtures/real-dataset';
import { dataFolder } from '#core/folders';
import { RunStore } from '#core/runs/store/run-store';

const project = resolve(import.meta.dirname, '../..');
let home: string;
/** Inside the project, so that what is not bundled is found. */
let built: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'wardrobe-cli-'));
  await mkdir(join(home, 'data'));
  await symlink(realDatasetFolder(), dataFolder(home));
  built = await mkdtemp(join(project, 'node_modules', '.wardrobe-cli-'));
  await build({
    root: project,
    configFile: false,
    logLevel: 'error',
    build: { ssr: join(project, 'src/cli/cli.ts'), outDir: built, target: 'node20' },
    ssr: { noExternal: [/^#/] },
  });
});
afterAll(async () => {
  for (const folder of [home, built]) await rm(folder, { recursive: true, force: true });
});

interface Ended {
  code: number | null;
  lines: string[];
}

/** Runs the program; `onLine` sees each line of stdout as it comes. */
function run(
  args: readonly string[],
  onLine?: (line: string, kill: (signal: NodeJS.Signals) => void) => void,
) {
  return new Promise<Ended>((done, reject) => {
    const child = spawn(process.execPath, [join(built, 'cli.js'), ...args], {
      env: { ...process.env, WARDROBE_HOME: home },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      for (const line of part.split('\n').filter(Boolean)) onLine?.(line, (signal) => child.kill(signal));
    });
    child.on('error', reject);
    child.on('close', (code) => done({ code, lines: text.split('\n').filter(Boolean) }));
  });
}

test('a signal stops and keeps; stdout holds JSON and nothing else, native libraries included', async () => {
  const { code, lines } = await run(
    ['train', '--epochs', '100', '--device', 'cpu', '--json'],
    (line, kill) => {
      // The terminal's own, and the one a starter passes on: still one Ctrl-C.
      if (!line.includes('"epoch":1,')) return;
      kill('SIGINT');
      kill('SIGTERM');
    },
  );
  expect(code).toBe(0);
  const events = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(events.at(-1)).toMatchObject({ event: 'done', outcome: 'stopped' });
  const { runs } = await new RunStore(join(home, 'runs')).list();
  expect(runs).toMatchObject([{ id: events.at(-1)!.run, status: 'stopped' }]);
});

/** Starts a training whose answers and words are read up to its first answer, and no further. */
async function unread(args: readonly string[], signal?: NodeJS.Signals): Promise<number | null> {
  const child = spawn(
    process.execPath,
    [join(built, 'cli.js'), 'train', '--device', 'cpu', '--json', ...args],
    {
      env: { ...process.env, WARDROBE_HOME: home },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  await once(child.stdout, 'data');
  child.stdout.destroy();
  child.stderr.destroy();
  if (signal) child.kill(signal);
  return ended;
}

test('a reader that is gone does not end a training', async () => {
  expect(await unread(['--epochs', '3', '--name', 'Unread'])).toBe(0);
  const { runs } = await new RunStore(join(home, 'runs')).list();
  expect(runs.find(({ name }) => name === 'Unread')).toMatchObject({ status: 'completed' });
});

test('a terminal that is closed stops and keeps', async () => {
  expect(await unread(['--epochs', '100', '--name', 'Closed'], 'SIGHUP')).toBe(0);
  const { runs } = await new RunStore(join(home, 'runs')).list();
  expect(runs.find(({ name }) => name === 'Closed')).toMatchObject({ status: 'stopped' });
});

test('exit codes reach the shell', async () => {
  expect((await run(['runs'])).code).toBe(0);
  expect((await run(['evaluate', 'nothing'])).code).toBe(1);
  expect((await run(['frob'])).code).toBe(2);
});
