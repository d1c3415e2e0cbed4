import { mkdtemp, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDataSet } from '#core/data/open-data-set';
import { dataSetsFolder } from '#core/folders';
import { dataFiles } from '#core/data/fashion-mnist/fashion-mnist';
import type { DatasetState } from '#shared/contracts/dataset';
import { DatasetService } from '../../../src/main/dataset/dataset-service';
import { realDatasetFolder } from '../../fixtures/real-dataset';
import { fashionMnist, imageBytes } from '../../fixtures/fashion-mnist';
import { makeOwnSet } from '../../fixtures/own-set';

let home: string;
let told: DatasetState[];
let dataset: DatasetService;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'wardrobe-dataset-'));
  told = [];
  dataset = new DatasetService({
    first: fashionMnist,
    folder: join(home, 'data'),
    folderOf: ({ id }) => join(dataSetsFolder(home), id),
    open: ({ id, version }) => openDataSet(home, id, version),
    onChange: (state) => told.push(state),
    log: () => undefined,
  });
});

afterEach(() => rm(home, { recursive: true, force: true, maxRetries: 5 }));

const settled = () => expect.poll(() => dataset.state().status, { timeout: 20_000 }).not.toBe('working');

test('missing, then got from a folder, then shown page by page', async () => {
  await dataset.look();
  expect(dataset.state()).toEqual({ status: 'missing' });
  await expect(dataset.split(0.1)).rejects.toMatchObject({ kind: 'not-ready' });

  await dataset.get(realDatasetFolder());
  await expect(dataset.get()).rejects.toMatchObject({ kind: 'busy' });
  await settled();
  expect(dataset.state()).toMatchObject({ status: 'ready', trainPerClass: Array<number>(10).fill(6000) });
  expect(told.some(({ status }) => status === 'working')).toBe(true);
  expect((await dataset.split(0.1)).validation).toEqual(Array(10).fill(600));
  const page = await dataset.pictures({
    part: 'test',
    classIndex: 3,
    validationFraction: 0.1,
    offset: 990,
    limit: 20,
  });
  expect(page.total).toBe(1000);
  expect(page.pixels).toHaveLength(10 * imageBytes);
  expect((await dataset.testPictures()).labels).toHaveLength(10_000);
});

test('cancelling leaves what was there before', async () => {
  await dataset.look();
  await dataset.get(realDatasetFolder());
  dataset.cancel();
  await settled();
  expect(dataset.state().status).toBe('missing');
});

test('a folder without the files is told as failed, with what to do', async () => {
  await dataset.look();
  await dataset.get(home);
  await settled();
  expect(dataset.state()).toMatchObject({ status: 'failed', error: { hint: expect.any(String) as string } });
});

test('a folder without the files is refused where the set is here, and costs nothing of it', async () => {
  await dataset.look();
  await dataset.get(realDatasetFolder());
  await settled();
  const tellings = told.length;
  await expect(dataset.get(join(home, 'nothing'))).rejects.toMatchObject({ kind: 'not-found' });
  expect(dataset.isReady()).toBe(true);
  expect(told).toHaveLength(tellings);
  await dataset.get(realDatasetFolder());
  await settled();
  expect(dataset.isReady()).toBe(true);
});

test('files that are damaged while the app is open are told, not a crash', async () => {
  await dataset.look();
  await dataset.get(realDatasetFolder());
  await settled();
  await truncate(join(home, 'data', dataFiles.trainLabels.name), 100);
  await expect(dataset.split(0.1)).rejects.toMatchObject({ kind: 'corrupt' });
  expect(dataset.state().status).toBe('failed');
});

test('a set of the library is ready at once, has nothing to get, and is failed once its pictures are damaged', async () => {
  const own = await makeOwnSet(home);
  await dataset.use(own);
  expect(dataset.state()).toMatchObject({
    status: 'ready',
    folder: join(dataSetsFolder(home), own.id),
    classNames: ['stop', 'go', 'wait'],
    trainPerClass: [8, 8, 8],
    testPerClass: [2, 2, 2],
    sharedWithTrain: null,
  });
  const query = { part: 'train', classIndex: 1, validationFraction: 0, offset: 0, limit: 100 } as const;
  expect((await dataset.pictures(query)).total).toBe(8);
  await expect(dataset.get()).rejects.toMatchObject({ kind: 'unsupported' });

  await truncate(join(dataSetsFolder(home), own.id, 'pictures.bin'), 100);
  await dataset.look();
  expect(dataset.state()).toMatchObject({ status: 'failed', error: { kind: 'corrupt' } });
});

test('what is found of a set that was left meanwhile is dropped', async () => {
  const own = await makeOwnSet(home);
  const first = dataset.use(own);
  await dataset.use(fashionMnist);
  await first;
  expect(dataset.state()).toEqual({ status: 'missing' });
});
