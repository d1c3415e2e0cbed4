import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DataLibrary } from '#core/data/library/data-library';
import { openDataSet } from '#core/data/open-data-set';
import { dataSetsFolder, runsFolder } from '#core/folders';
import { readRecord } from '#core/runs/format/run-record';
import { makeOwnSet, ownPictures, ownShape } from '../fixtures/own-set';
import { cli } from './run-in-memory';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'wardrobe-cli-'));
  await makeOwnSet(home, { pictures: 40 });
});
afterEach(() => rm(home, { recursive: true, force: true }));

const onCpu = ['--device', 'cpu', '--json'];

async function train(...more: string[]): Promise<{ run: string; accuracy: number }> {
  const options = ['--data', 'signs', ...more, ...onCpu];
  const trained = await cli(home, ['train', ...options]);
  expect(trained, trained.stderr).toMatchObject({ code: 0 });
  const done = trained.json().find(({ event }) => event === 'done')!;
  return { run: done.run as string, accuracy: done.accuracy as number };
}

const failure = async (args: string[]) => {
  const answered = await cli(home, [...args, '--json']);
  expect(answered.code).toBe(1);
  return answered.json().find(({ event }) => event === 'error')!.error;
};

describe('an own data set in the terminal', () => {
  test('is trained on, judged, compared, resumed and asked, from the set to the run', async () => {
    const first = await train();
    expect(first.accuracy).toBe(1);
    const { dataSet } = await readRecord(join(runsFolder(home), first.run));
    expect(dataSet).toEqual((await openDataSet(home, 'signs')).dataSet);

    const judged = await cli(home, ['evaluate', first.run, '--json']);
    expect(judged.json()[0]).toMatchObject({ event: 'evaluation', examples: 24, accuracy: 1 });

    const second = await train('--seed', '2', '--stop-after-steps', '20');
    const compared = await cli(home, ['compare', first.run, second.run, '--json']);
    expect(compared.json()[0]).toMatchObject({ event: 'comparison', examples: 24 });

    const resumed = await cli(home, ['resume', 'latest', '--json']);
    expect(resumed.json().at(-1)).toMatchObject({ event: 'done', run: second.run, outcome: 'completed' });

    const picture = join(home, 'wait.png');
    const { height, width, channels } = ownShape;
    const { pixels } = ownPictures()[2]!;
    await sharp(pixels, { raw: { width, height, channels: channels as 3 } })
      .png()
      .toFile(picture);
    const named = await cli(home, ['classify', first.run, picture, '--json']);
    expect(named.json()[0]).toMatchObject({ label: 'wait', probabilities: { length: 3 } });
  });

  test('answers where the set is gone, and says so where it is needed', async () => {
    const { run } = await train('--stop-after-steps', '20');
    const removed = await cli(home, ['data', 'remove', 'signs', '--json']);
    expect(removed.json()).toEqual([{ event: 'removed', data: 'signs' }]);
    for (const command of ['resume', 'evaluate'])
      expect(await failure([command, run])).toMatchObject({
        kind: 'not-found',
        message: expect.stringContaining('Signs') as string,
      });
    const picture = join(home, 'grey.png');
    await sharp({ create: { width: 20, height: 20, channels: 3, background: '#808080' } })
      .png()
      .toFile(picture);
    expect((await cli(home, ['classify', run, picture, '--json'])).json()[0]).toMatchObject({
      probabilities: { length: 3 },
    });
    // The same pictures, imported again, are the same set; others in its place are not.
    await makeOwnSet(home, { pictures: 20 });
    expect(await failure(['resume', run])).toMatchObject({ kind: 'unsupported' });
    await new DataLibrary(home).remove('signs');
    await makeOwnSet(home, { pictures: 40 });
    expect((await cli(home, ['resume', run, '--json'])).json().at(-1)).toMatchObject({
      outcome: 'completed',
    });
  });

  test('stays what an older run saw when it is changed', async () => {
    const before = await train('--stop-after-steps', '20');
    const library = new DataLibrary(home);
    await library.change('signs', { kind: 'leave-out-class', label: 1 });
    const after = await train();
    expect((await readRecord(join(runsFolder(home), after.run))).dataSet).toMatchObject({
      version: '2',
      classes: ['stop', 'wait'],
    });
    expect((await cli(home, ['resume', before.run, '--json'])).json().at(-1)).toMatchObject({
      outcome: 'completed',
      accuracy: 1,
    });
    expect(await failure(['compare', before.run, after.run])).toMatchObject({ kind: 'unsupported' });
  });

  test('of 300 classes trains, too', async () => {
    const classes = Array.from({ length: 300 }, (_, index) => `class ${index}`);
    await makeOwnSet(home, { name: 'Many', classes, pictures: 10 });
    const trained = await cli(home, ['train', '--data', 'many', '--epochs', '1', ...onCpu]);
    expect(trained, trained.stderr).toMatchObject({ code: 0 });
    const { run } = trained.json().at(-1)!;
    const judged = await cli(home, ['evaluate', run as string, '--json']);
    expect(judged.json()[0]).toMatchObject({ examples: 600, confusion: { length: 300 } });
  });

  test('without a test part trains, and is not judged', async () => {
    await makeOwnSet(home, { name: 'Untested', partOf: () => 'train' });
    const trained = await cli(home, ['train', '--data', 'untested', '--epochs', '1', '--device', 'cpu']);
    expect(trained).toMatchObject({ code: 0 });
    expect(trained.stdout).toContain('no test part');
    expect((await cli(home, ['runs', '--json'])).json()).toMatchObject([
      { event: 'run', testAccuracy: null },
    ]);
    expect(await failure(['evaluate', 'latest'])).toMatchObject({ kind: 'unsupported' });
    expect((await cli(home, ['coach', 'latest'])).code).toBe(0);
  });

  test('of two pictures a class trains, of one says that these are too few', async () => {
    const classes = Array.from({ length: 20 }, (_, index) => `class ${index}`);
    await makeOwnSet(home, { name: 'Twos', classes, pictures: 2, partOf: () => 'train' });
    expect(await cli(home, ['train', '--data', 'twos', '--epochs', '1', ...onCpu])).toMatchObject({
      code: 0,
    });
    await makeOwnSet(home, { name: 'Ones', classes, pictures: 1, partOf: () => 'train' });
    expect(await failure(['train', '--data', 'ones', '--epochs', '1', '--device', 'cpu'])).toMatchObject({
      kind: 'bad-input',
      message: expect.stringContaining('too few') as string,
    });
  });

  test('is refused where there is none of that id', async () => {
    expect(await failure(['train', '--data', 'none'])).toMatchObject({ kind: 'not-found' });
    expect(await failure(['presets', '--data', '../x'])).toMatchObject({ kind: 'bad-input' });
  });
});

describe('data', () => {
  test('list, show and remove tell of every set', async () => {
    const listed = (await cli(home, ['data', 'list', '--json'])).json();
    expect(listed).toMatchObject([
      { event: 'data-set', data: 'fashion-mnist', train: 60_000, folder: null },
      {
        event: 'data-set',
        data: 'signs',
        shape: [8, 10, 3],
        train: 96,
        test: 24,
        classes: ['stop', 'go', 'wait'],
      },
    ]);
    expect((await cli(home, ['data', 'list'])).stdout).toMatch(
      /signs +Signs +3 +10 × 8 colour +96 +24 +1 +\d/,
    );
    const shown = await cli(home, ['data', 'show', 'signs']);
    expect(shown.stdout).toMatch(/stop +32 +8/);
    const presets = await cli(home, ['presets', '--data', 'signs', '--json']);
    expect(presets.json().length).toBeGreaterThan(2);
    expect(await failure(['data', 'remove', 'none'])).toMatchObject({ kind: 'not-found' });
    expect(await failure(['data', 'remove', 'fashion-mnist'])).toMatchObject({ kind: 'bad-input' });
    expect((await cli(home, ['data', 'nonsense'])).code).toBe(2);
    expect((await cli(home, ['data', 'show'])).code).toBe(2);
    expect((await cli(home, ['data', 'list', '--help'])).stdout).toContain('list the data sets');
  });

  test('show finds a byte that has changed', async () => {
    const file = join(dataSetsFolder(home), 'signs', 'pictures.bin');
    const bytes = await readFile(file);
    bytes[100]! ^= 1;
    await writeFile(file, bytes);
    expect(await failure(['data', 'show', 'signs'])).toMatchObject({ kind: 'checksum' });
    expect(await failure(['train', '--data', 'signs'])).toMatchObject({ kind: 'checksum' });
    expect((await cli(home, ['runs', '--json'])).json()).toEqual([]);
  });
});
