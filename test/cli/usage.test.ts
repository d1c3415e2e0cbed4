import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataFolder } from '#core/folders';
import { realDatasetFolder } from '../fixtures/real-dataset';
import { cli } from './run-in-memory';

let home: string;
/** With the data set and no run. */
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'wardrobe-cli-'));
  await mkdir(join(home, 'data'));
  await symlink(realDatasetFolder(), dataFolder(home));
});
afterAll(() => rm(home, { recursive: true, force: true }));

describe('usage', () => {
  test.each([
    [['frob'], "unknown command 'frob'"],
    [['train', '--frob'], "unknown option '--frob'"],
    [['train', '--epochs', '0'], 'a whole number from 1 to 500'],
    [['train', '--epochs', '1.5'], 'a whole number from 1 to 500'],
    [['train', '--batch-size', '5000'], 'from 1 to 4096'],
    [['train', '--learning-rate', 'fast'], 'a number from 0.000001 to 10'],
    [['train', '--seed', '-1'], 'from 0 to 2147483647'],
    [['train', '--name', ' '], '1 to 80 characters'],
    [['train', '--name', 'a\nb\u001b[31m'], 'without control characters'],
    [['data', '--from', ' '], 'names no folder'],
    [['train', '--preset', 'deep'], 'Allowed choices are classic'],
    [['train', '--engine', 'steam'], 'Allowed choices are auto, graph, layers'],
    [['train', '--stop-after-steps', '0'], 'from 1'],
    [['evaluate'], "missing required argument 'run'"],
    [['compare', 'latest'], "missing required argument 'other'"],
    [['classify', 'latest'], "missing required argument 'path'"],
    [['runs', 'extra'], 'too many arguments'],
  ])('%j: exit code 2 and the reason', async (args, reason) => {
    const { code, stdout, stderr } = await cli(home, args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(reason);
    const asJson = await cli(home, [...args, '--json']);
    expect(asJson.code).toBe(2);
    if (reason.includes('choices') || reason.includes('from'))
      expect(asJson.json()).toEqual([
        { event: 'error', error: { kind: 'bad-input', message: expect.stringContaining(reason) as string } },
      ]);
  });

  test('help is an answer', async () => {
    expect((await cli(home, ['--help'])).code).toBe(0);
    const { code, stdout } = await cli(home, ['classify', '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('exit code is 0 when at least one picture');
  });
});

describe('doctor', () => {
  test('tells every part', async () => {
    const found = (await cli(home, ['doctor', '--json'])).json();
    expect(found.map(({ part }) => part)).toEqual([
      'Node',
      'Electron',
      'TensorFlow',
      'Training',
      'Data set',
      'Home',
      'Cache',
    ]);
    expect(found.find(({ part }) => part === 'TensorFlow')).toMatchObject({ ready: true });
    expect(found.find(({ part }) => part === 'Data set')).toMatchObject({
      ready: true,
      detail: dataFolder(home),
    });
  });

  test('says how to get what is missing, and what the set-up tried', async () => {
    const empty = join(home, 'empty');
    const attempts = [{ source: 'a mirror', error: 'it was down' }];
    await mkdir(join(empty, 'parts'), { recursive: true });
    await writeFile(
      join(empty, 'parts', 'tensorflow.json'),
      JSON.stringify({ source: 'a wheel', attempts, at: '' }),
    );
    const { code, stdout } = await cli(empty, ['doctor']);
    expect(code).toBe(0);
    expect(stdout).toContain('from a wheel');
    expect(stdout).toContain('a mirror failed: it was down');
    expect(stdout).toMatch(/! Data set .*\n.*to get it: npm run -s wardrobe -- data/);
  });
});
