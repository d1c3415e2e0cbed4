import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { realDatasetFolder } from '../fixtures/real-dataset';
import { cli } from './run-in-memory';
import { dataFolder } from '#core/folders';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'wardrobe-coach-'));
  await mkdir(join(home, 'data'));
  await symlink(realDatasetFolder(), dataFolder(home));
});
afterAll(() => rm(home, { recursive: true, force: true }));

const tooHigh = ['train', '--epochs', '1', '--learning-rate', '1', '--batch-size', '128', '--device', 'cpu'];

test('training tells what is wrong before it is done, as an event and as text', async () => {
  const { code, json, stderr } = await cli(home, [...tooHigh, '--json']);
  expect(code).toBe(0);
  expect(json().map(({ event }) => event)).toEqual(['epoch', 'coach', 'done']);
  expect(json()[1]).toMatchObject({
    kind: 'rate-too-high',
    remedies: [{ changes: [{ setting: 'learning rate', from: '1', to: '0.01' }] }],
  });
  expect(stderr).toContain('Learning rate too high');
  expect(stderr).toContain('learning rate 1 → 0.01');
});

test('a stored run gets the same said of it; one that is well gets a line', async () => {
  const { stdout } = await cli(home, ['coach', 'latest']);
  expect(stdout).toMatch(/^Learning rate too high/);
  expect(stdout).toContain('Guessing');
  await cli(home, ['train', '--epochs', '1', '--batch-size', '128', '--device', 'cpu']);
  const well = await cli(home, ['coach', 'latest', '--json']);
  expect(well).toMatchObject({ code: 0, stdout: '' });
  expect(well.stderr).toContain('Nothing stands out');
});
