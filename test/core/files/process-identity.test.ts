import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { currentProcess, isAlive } from '#core/files/process-identity';

it('knows this process, and one with its id that started at another time as another', async () => {
  const own = await currentProcess();
  expect(await isAlive(own)).toBe(true);
  expect(await isAlive({ ...own, started: 'earlier' })).toBe(process.platform !== 'linux');
  expect(await isAlive({ pid: 2 ** 30, started: null })).toBe(false);
});

it.runIf(process.platform === 'linux')(
  'takes one that was killed for dead before its parent knows',
  async () => {
    // A shell that becomes `sleep`, which never asks for the end of its child.
    const shell = spawn('sh', ['-c', 'sleep 100 & echo $!; exec sleep 100'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [text] = (await once(shell.stdout, 'data')) as [Buffer];
    const pid = Number(text.toString());
    // While it is still a shell it would ask.
    await expect.poll(() => readFile(`/proc/${shell.pid}/comm`, 'utf8')).toBe('sleep\n');
    expect(await isAlive({ pid, started: null })).toBe(true);
    process.kill(pid, 'SIGKILL');
    const state = async () => (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.[0];
    await expect.poll(state).toBe('Z');
    expect(await isAlive({ pid, started: null })).toBe(false);
    shell.kill('SIGKILL');
  },
);
