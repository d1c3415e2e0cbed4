import { mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { realDatasetFolder } from '../fixtures/real-dataset';
import { cli } from './run-in-memory';
import { dataFolder } from '#core/folders';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'wardrobe-cli-resume-'));
  await mkdir(join(home, 'data'));
  await symlink(realDatasetFolder(), dataFolder(home));
});
afterAll(() => rm(home, { recursive: true, force: true }));

// Of an engine that has one way only to run a plan: two runs of the graph engine may each choose another.
const settings = ['--epochs', '2', '--batch-size', '1024', '--engine', 'layers', '--json'];
const done = (answer: Awaited<ReturnType<typeof cli>>) => answer.json().at(-1)!;

test('a run that was stopped goes on by its id or as the latest, and ends as one that was not stopped', async () => {
  const whole = done(await cli(home, ['train', ...settings]));
  const stopped = done(await cli(home, ['train', ...settings, '--stop-after-steps', '30']));
  expect(stopped).toMatchObject({ event: 'done', outcome: 'stopped' });
  const run = stopped.run as string;

  const onward = await cli(home, ['resume', run, '--stop-after-steps', '60', '--json']);
  expect(onward.code).toBe(0);
  expect(onward.stderr).toContain('Going on from step 30');
  const resumed = await cli(home, ['resume', 'latest', '--json']);
  expect(resumed.code).toBe(0);
  expect(resumed.json()[0]).toMatchObject({ event: 'epoch', epoch: 2 });
  expect(done(resumed)).toMatchObject({
    event: 'done',
    run,
    outcome: 'completed',
    accuracy: whole.accuracy,
    loss: whole.loss,
  });

  const again = await cli(home, ['resume', run, '--json']);
  expect(again.code).toBe(1);
  expect(done(again)).toMatchObject({ event: 'error', error: { kind: 'bad-input' } });
  expect(again.stderr).toContain('more epochs');
  const longer = await cli(home, ['resume', run, '--epochs', '3', '--json']);
  const epochs = longer.json().filter(({ event }) => event === 'epoch');
  expect(epochs.map(({ epoch }) => epoch)).toEqual([3]);
  expect(done(longer)).toMatchObject({ event: 'done', outcome: 'completed' });
  expect(await cli(home, ['resume', 'latest'])).toMatchObject({ code: 1, stdout: '' });
});

test('--patience stops early', async () => {
  const answer = await cli(home, ['train', '--patience', '2', ...settings]);
  expect(done(answer)).toMatchObject({ outcome: 'completed', stoppedEarly: null });
  const stored = await readFile(join(done(answer).folder as string, 'run.json'), 'utf8');
  expect(JSON.parse(stored)).toMatchObject({
    plan: { earlyStopping: { patience: 2, minImprovement: 0 } },
  });
});

test('--version is that of the package', async () => {
  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
  expect(await cli(home, ['--version'])).toMatchObject({ code: 0, stdout: `${version}\n` });
});

test.each([
  [['resume'], "missing required argument 'run'"],
  [['resume', 'latest', '--epochs', '0'], 'a whole number from 1 to 500'],
  [['train', '--patience', '101'], 'a whole number from 1 to 100'],
])('%j: exit code 2 and the reason', async (args, reason) => {
  const { code, stdout, stderr } = await cli(home, args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(reason);
});
