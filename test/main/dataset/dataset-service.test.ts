import { mkdtemp, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dataFiles } from '#core/data/fashion-mnist/fashion-mnist';
import type { DatasetState } from '#shared/contracts/dataset';
import { DatasetService } from '../../../src/main/dataset/dataset-service';
import { realDatasetFolder } from '../../fixtures/real-dataset';
import { imageBytes } from '../../fixtures/fashion-mnist';

let home: string;
let told: DatasetState[];
let dataset: DatasetService;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'wardrobe-dataset-'));
  told = [];
  dataset = new DatasetService({
    folder: join(home, 'data'),
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
