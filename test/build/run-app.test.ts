import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { hasDisplay, whyNoSandbox } from '../../build/setup/run-app.mjs';

const module = resolve(import.meta.dirname, '../../build/setup/run-app.mjs');

/** Runs `code` by runInTerminal, as `npm start` runs the app. */
const runnerScript = (code: string) => `
  import { runInTerminal } from ${JSON.stringify(module)};
  process.exitCode = await runInTerminal(process.execPath, ['-e', ${JSON.stringify(code)}]);`;

function runner(code: string) {
  return spawn(process.execPath, ['--input-type=module', '-e', runnerScript(code)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** A program in a separate process, run by runInTerminal. */
function spawnedPart(): string {
  const code = `
    const part = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    process.on('SIGHUP', () => setTimeout(() => {
      console.log(part.signalCode === null ? 'tidied, part alive' : 'part ended');
      part.kill('SIGKILL');
      process.exit(3);
    }, 200));
    part.on('spawn', () => console.log('ready'));`;
  return runnerScript(code);
}

it('gives the exit code on', async () => {
  const child = runner('process.exit(7)');
  expect(await once(child, 'exit')).toEqual([7, null]);
});

it.each(['SIGINT', 'SIGTERM'] as const)(
  'passes %s on and waits for the program to end by itself',
  async (signal) => {
    const child = runner(
      `process.on('${signal}', () => setTimeout(() => { console.log('tidied'); process.exit(3); }, 50));
     setInterval(() => {}, 1000); console.log('ready');`,
    );
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await once(child.stdout, 'data');
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([3, null]);
    expect(output).toBe('ready\ntidied\n');
  },
);

it.runIf(process.platform !== 'win32')(
  'a terminal that closes is told to the program once, in order, and to none of its parts',
  async () => {
    const part = spawnedPart();
    const child = spawn(process.execPath, ['--input-type=module', '-e', part], {
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await once(child.stdout, 'data');
    // As a terminal does: to every process of the group that runs in it.
    process.kill(-child.pid!, 'SIGHUP');
    expect(await once(child, 'exit')).toEqual([3, null]);
    expect(output).toBe('ready\ntidied, part alive\n');
  },
);

it('opens a window only where there is a display', () => {
  expect(hasDisplay({}, 'linux')).toBe(false);
  expect(hasDisplay({ DISPLAY: ':0' }, 'linux')).toBe(true);
  expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
  expect(hasDisplay({}, 'darwin')).toBe(true);
});

it.runIf(process.platform === 'linux')('does without the sandbox as root, and says why', async () => {
  const program = join(import.meta.dirname, 'electron');
  expect(await whyNoSandbox(program, { isRoot: true })).toContain('root');
});
