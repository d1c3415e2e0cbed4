import { cp, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { realDataset, realDatasetFolder } from '../fixtures/real-dataset';
import { cli } from './run-in-memory';
import type { ChangedAccuracy } from '../../src/cli/commands/evaluate-changed';
import { pictureChanges } from '#core/evaluation/picture-changes';
import { dataFolder } from '#core/folders';
import type { Interrupt } from '#core/on-interrupt';
import { classNames } from '../fixtures/fashion-mnist';

let home: string;
let run: string;
/** With the data set and one trained run. */
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'wardrobe-cli-'));
  await mkdir(join(home, 'data'));
  await symlink(realDatasetFolder(), dataFolder(home));
  const trained = await cli(home, ['train', '--epochs', '1', '--name', 'Mine', '--device', 'cpu', '--json']);
  expect(trained).toMatchObject({ code: 0 });
  const [epoch, done, ...more] = trained.json();
  expect(more).toEqual([]);
  expect(Object.keys(epoch!)).toEqual([
    'event',
    'epoch',
    'loss',
    'accuracy',
    'valLoss',
    'valAccuracy',
    'seconds',
  ]);
  expect(epoch).toMatchObject({ event: 'epoch', epoch: 1 });
  expect(done).toMatchObject({ event: 'done', outcome: 'completed' });
  expect(done!.accuracy).toBeGreaterThan(0.8);
  run = done!.run as string;
});
afterAll(() => rm(home, { recursive: true, force: true }));

describe('train', () => {
  test('Ctrl-C before the first step leaves no run and says so', async () => {
    const before = await readdir(join(home, 'runs'));
    const { code, stdout } = await cli(home, ['train', '--epochs', '50', '--device', 'cpu'], {
      onErr: (text, interrupt) => void (text.startsWith('Training on') && interrupt()),
    });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Stopped before the first step/);
    expect(await readdir(join(home, 'runs'))).toEqual(before);
  });

  test.each([1, 2])('%i times Ctrl-C', async (times) => {
    let left = times;
    const { code, quits, json, stderr } = await cli(
      home,
      ['train', '--epochs', '50', '--device', 'cpu', '--json'],
      {
        onOut: (interrupt) => {
          for (; left > 0; left--) interrupt();
        },
      },
    );
    expect(code).toBe(0);
    expect(stderr).toContain('Ctrl-C again quits');
    expect(json().at(-1)).toMatchObject({ event: 'done', outcome: 'stopped' });
    expect(quits).toEqual(times === 2 ? [130] : []);
  });

  test('a closed terminal after a Ctrl-C does not cost what that keeps', async () => {
    const signals: Interrupt[] = ['SIGINT', 'SIGHUP', 'SIGTERM'];
    const { quits, json } = await cli(home, ['train', '--epochs', '50', '--device', 'cpu', '--json'], {
      onOut: (interrupt) => {
        for (const signal of signals.splice(0)) interrupt(signal);
      },
    });
    expect(json().at(-1)).toMatchObject({ event: 'done', outcome: 'stopped' });
    expect(quits).toEqual([]);
  });

  test('a run is repeated the way it was trained, also where another way would win', async () => {
    const plain = ['train', '--epochs', '1', '--stop-after-steps', '40', '--device', 'cpu', '--json'];
    const first = await cli(home, [...plain, '--way', 'scheduled']);
    const { run: repeated, folder } = first.json().at(-1) as { run: string; folder: string };
    const again = await cli(home, ['train', '--repeat', repeated, '--stop-after-steps', '40', '--json']);
    expect(again.code).toBe(0);
    const done = again.json().at(-1) as { engine: { way: string }; folder: string };
    expect(done.engine.way).toBe('scheduled');
    const closer = `train --repeat ${repeated} --device cpu --bits fast --stop-after-steps 1 --json`;
    const alike = (await cli(home, closer.split(' '))).json().at(-1) as { engine: { way: string } };
    expect(alike.engine.way).toBe('scheduled');
    const weights = (of: string) => readFile(join(of, 'weights.bin'));
    expect(await weights(done.folder)).toEqual(await weights(folder));
  });

  test('an engine that can not be had: exit code 1 and what to do', async () => {
    const { code, json } = await cli(home, ['train', '--engine', 'layers', '--device', 'gpu', '--json']);
    expect(code).toBe(1);
    expect(json()).toMatchObject([
      { event: 'error', error: { kind: 'unsupported', hint: 'Choose the graph engine.' } },
    ]);
  });

  test('without TensorFlow it trains on WebAssembly', async () => {
    const args = ['train', '--engine', 'layers', '--batch-size', '100', '--stop-after-steps', '60'];
    const { code, stdout, stderr } = await cli(home, args);
    expect(code).toBe(0);
    expect(stderr).toContain('WASM');
    expect(stdout).toMatch(/^Stopped after .*: \d\d\.\d\d % of the test pictures/);
  });
});

describe('evaluate', () => {
  test('--changed judges the same pictures moved, turned, resized, lit otherwise and inverted, too', async () => {
    const { code, json } = await cli(home, ['evaluate', run, '--changed', '--json']);
    expect(code).toBe(0);
    const [evaluation, changed] = json() as [{ accuracy: number }, { accuracies: ChangedAccuracy[] }];
    const found = changed.accuracies.map(({ change, accuracy }) => [change, accuracy] as const);
    expect(found.map(([change]) => change)).toEqual(pictureChanges.map(({ id }) => id));
    for (const [, accuracy] of found) expect(accuracy).toBeLessThan(evaluation.accuracy);
    const { moved, lit, inverted } = Object.fromEntries(found);
    // A dense layer knows pixels by their place and takes a negative for something else.
    expect(moved).toBeLessThan(evaluation.accuracy - 0.1);
    expect(lit).toBeGreaterThan(0.6);
    expect(inverted).toBeLessThan(0.3);
  });

  test('recomputes what training found', async () => {
    const { code, json } = await cli(home, ['evaluate', run, '--json']);
    expect(code).toBe(0);
    const [evaluation, ...more] = json();
    expect(more).toEqual([]);
    const listed = (await cli(home, ['runs', '--json'])).json().find(({ id }) => id === run);
    expect(evaluation).toMatchObject({
      event: 'evaluation',
      run,
      examples: 10_000,
      accuracy: listed!.testAccuracy,
    });
    expect((evaluation!.confusion as number[][]).flat().reduce((a, b) => a + b, 0)).toBe(10_000);
    expect(evaluation!.perClass).toHaveLength(10);
  });

  test('gives a run without an evaluation its own; "latest" is the newest with a model', async () => {
    const copy = join(home, 'runs', 'a-copy');
    const untrained = join(home, 'runs', 'untrained');
    await cp(join(home, 'runs', run), copy, { recursive: true });
    await mkdir(untrained);
    await cp(join(copy, 'run.json'), join(untrained, 'run.json'));
    const record = JSON.parse(await readFile(join(copy, 'run.json'), 'utf8')) as object;
    const newer = { ...record, createdAt: '2999-01-01T00:00:00.000Z', testAccuracy: null };
    await writeFile(join(copy, 'run.json'), JSON.stringify(newer));
    await writeFile(
      join(untrained, 'run.json'),
      JSON.stringify({ ...newer, createdAt: '2999-02-01T00:00:00.000Z', status: 'failed' }),
    );
    for (const name of ['evaluation.json', 'predictions.bin']) await rm(join(copy, name));
    const first = (await cli(home, ['evaluate', 'latest', '--json'])).json();
    expect(first).toMatchObject([{ run: 'a-copy', stored: true }]);
    const listed = (await cli(home, ['runs', '--json'])).json().find(({ id }) => id === 'a-copy');
    expect(listed!.testAccuracy).toBe(first[0]!.accuracy);
    const again = (await cli(home, ['evaluate', 'latest', '--json'])).json();
    expect(again).toMatchObject([{ run: 'a-copy', stored: false }]);
    for (const folder of [copy, untrained]) await rm(folder, { recursive: true });
  });

  test('takes a folder, shows tables, and refuses what is no run', async () => {
    const { stdout } = await cli(home, ['evaluate', join(home, 'runs', run)]);
    expect(stdout).toContain(`Run ${run}`);
    for (const name of classNames) expect(stdout).toContain(name);
    const { code, json } = await cli(home, ['evaluate', 'nothing', '--json']);
    expect(code).toBe(1);
    expect(json()).toMatchObject([{ event: 'error', error: { kind: 'not-found' } }]);
  });
});

describe('runs', () => {
  test('an aligned table, newest first; damaged folders are told', async () => {
    await mkdir(join(home, 'runs', 'damaged'));
    const { code, stdout, stderr } = await cli(home, ['runs']);
    await rm(join(home, 'runs', 'damaged'), { recursive: true });
    expect(code).toBe(0);
    const [heading, ...rows] = stdout.trimEnd().split('\n');
    const at = heading!.indexOf('State');
    for (const row of rows) expect(row.slice(at)).toMatch(/^(completed|stopped)/);
    // Ids of the same second end in random letters.
    const times = rows.map((row) => row.slice(0, 'yyyymmdd-hhmmss'.length));
    expect(times).toEqual([...times].sort().reverse());
    expect(rows.at(-1)).toMatch(new RegExp(`^${run} +Mine +Fashion-MNIST +completed +\\d\\d\\.\\d\\d % `));
    expect(stderr).toContain('damaged');
  });

  test('none yet', async () => {
    const { code, stdout, stderr } = await cli(join(home, 'new'), ['runs']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toContain('There are no runs');
  });
});

describe('compare', () => {
  test('figures, differing settings and whether one is better by more than chance', async () => {
    const args = [
      'train',
      '--stop-after-steps',
      '100',
      '--seed',
      '2',
      '--name',
      'Young',
      '--device',
      'cpu',
      '--json',
    ];
    const young = (await cli(home, args)).json().at(-1)!.run as string;
    const { code, json } = await cli(home, ['compare', young, run, '--json']);
    expect(code).toBe(0);
    const [comparison, ...more] = json();
    expect(more).toEqual([]);
    expect(comparison).toMatchObject({
      event: 'comparison',
      first: { run: young, name: 'Young' },
      second: { run, name: 'Mine' },
      examples: 10_000,
      settings: expect.arrayContaining([{ name: 'Seed', values: ['2', '1'] }]) as object,
    });
    const { fixed, broken, pValue } = comparison!.mcnemar as Record<string, number>;
    expect(fixed).toBeGreaterThan(broken!);
    expect(pValue).toBeLessThan(0.001);
    const { stdout } = await cli(home, ['compare', young, run]);
    expect(stdout).toMatch(/B is better: it is right on [\d,]+ pictures that A gets wrong/);
    expect(stdout).toContain('p < 0.0001');
    expect(await cli(home, ['compare', run, 'latest'])).toMatchObject({ code: 0 });
    expect((await cli(home, ['compare', run, run, '--json'])).json()).toMatchObject([
      { event: 'error', error: { kind: 'bad-input' } },
    ]);
    await rm(join(home, 'runs', young), { recursive: true });
  });
});

describe('classify', () => {
  let pictures: string;
  let labels: number[];
  beforeAll(async () => {
    pictures = join(home, 'pictures');
    await mkdir(join(pictures, 'below'), { recursive: true });
    const { test } = await realDataset();
    labels = [...test.labels.subarray(0, 20)];
    for (const index of labels.keys()) {
      const pixels = test.pictures.inMemory!.subarray(index * 784, (index + 1) * 784);
      const file = join(pictures, 'below', `${String(index).padStart(2, '0')}.png`);
      await sharp(pixels, { raw: { width: 28, height: 28, channels: 1 } })
        .png()
        .toFile(file);
    }
    await symlink('..', join(pictures, 'below', 'up'));
    await symlink('loop', join(pictures, 'loop'));
    await writeFile(join(pictures, 'empty.png'), '');
    await writeFile(join(pictures, 'words.png'), 'These are words.');
    const huge = sharp({ create: { width: 9000, height: 9000, channels: 3, background: '#fff' } });
    await huge.png().toFile(join(pictures, 'wide.png'));
    const whole = await sharp(test.pictures.inMemory!.subarray(0, 784), {
      raw: { width: 28, height: 28, channels: 1 },
    })
      .png()
      .toBuffer();
    await writeFile(join(pictures, 'cut.png'), whole.subarray(0, whole.length / 2));
  });

  test('each file of a folder gets its answer or its reason, in order', async () => {
    const { code, json } = await cli(home, ['classify', run, pictures, join(home, 'gone.png'), '--json']);
    expect(code).toBe(0);
    const answers = json();
    const named = answers.filter(({ label }) => label !== undefined);
    expect(named.map(({ file }) => file)).toEqual(
      labels.map((_, index) => join(pictures, 'below', `${String(index).padStart(2, '0')}.png`)),
    );
    const right = named.filter(({ label }, index) => label === classNames[labels[index]!]);
    expect(right.length).toBeGreaterThan(13);
    for (const { label, probabilities, unsure } of named as {
      label: string;
      probabilities: number[];
      unsure: boolean;
    }[]) {
      expect(probabilities).toHaveLength(10);
      expect(probabilities.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
      expect(label).toBe(classNames[probabilities.indexOf(Math.max(...probabilities))]);
      expect(unsure).toBe(Math.max(...probabilities) < 0.5);
    }
    const reasons = answers
      .filter(({ error }) => error)
      .map(({ file, error }) => [(file as string).split('/').at(-1), (error as { kind: string }).kind]);
    expect(reasons).toEqual([
      ['cut.png', 'corrupt'],
      ['empty.png', 'not-a-picture'],
      ['loop', 'not-a-picture'],
      ['wide.png', 'too-large'],
      ['words.png', 'not-a-picture'],
      ['gone.png', 'not-found'],
    ]);
  });

  test('exit code 1 when none could be named; EXIF turns a picture upright', async () => {
    expect((await cli(home, ['classify', run, join(pictures, 'empty.png')])).code).toBe(1);
    const upright = sharp({ create: { width: 60, height: 90, channels: 3, background: '#fff' } }).composite([
      { input: { create: { width: 20, height: 80, channels: 3, background: '#234' } }, left: 5, top: 5 },
    ]);
    const png = await upright.png().toBuffer();
    const [plain, turned] = [join(home, 'plain.png'), join(home, 'turned.png')];
    await sharp(png).toFile(plain);
    await sharp(png).rotate(270).withMetadata({ orientation: 6 }).png().toFile(turned);
    const [first, second] = (await cli(home, ['classify', run, plain, turned, '--json'])).json();
    expect(second!.probabilities).toEqual(first!.probabilities);
  });
});
