import { describe, expect, expectTypeOf, it } from 'vitest';
import { countClasses } from '#core/data/count-classes';
import { getDataset, type DatasetProgress } from '#core/data/fashion-mnist/get-dataset';
import { inspectDataset, type DatasetInfo } from '#core/data/fashion-mnist/inspect-dataset';
import { countSplit, selectPictures } from '#core/data/select-pictures';
import { splitTraining } from '#core/data/split';
import { datasetContract, datasetState, type DatasetState } from '#shared/contracts/dataset';
import { realDataset, realDatasetFolder } from '../../../fixtures/real-dataset';
import { classNames } from '../../../fixtures/fashion-mnist';

describe('the real data set', () => {
  it('is found to be right where it is', async () => {
    const progress: DatasetProgress[] = [];
    const onProgress = (p: DatasetProgress) => void progress.push(p);
    const { attempts } = await getDataset({
      folder: realDatasetFolder(),
      mirrors: [],
      sources: [],
      onProgress,
    });
    expect(attempts).toEqual([]);
    for (const entry of progress) datasetState.parse({ status: 'working', ...entry });
  });

  it('is described as the contract says: even classes, no test picture in the training set', async () => {
    const info = await inspectDataset(realDatasetFolder());
    expect(datasetState.parse({ status: 'ready', ...info })).toMatchObject({
      trainPerClass: Array(10).fill(6000),
      testPerClass: Array(10).fill(1000),
    });
    // The ten that issue 44 upstream told of in 2017 were replaced in the files as they are published since.
    expect(info?.sharedWithTrain).toBe(0);
  });

  it('has the types of the contract', () => {
    expectTypeOf<DatasetProgress>().toEqualTypeOf<
      Omit<Extract<DatasetState, { status: 'working' }>, 'status'>
    >();
    expectTypeOf<Omit<DatasetInfo, 'sharedWithTrain'>>().toEqualTypeOf<
      Omit<Extract<DatasetState, { status: 'ready' }>, 'status' | 'sharedWithTrain'>
    >();
  });

  it('begins with an ankle boot', async () => {
    const { train } = await realDataset();
    expect([...train.labels.subarray(0, 5)]).toEqual([9, 0, 0, 3, 0]);
  });

  it('is split evenly, the same each time, and a larger part contains a smaller one', async () => {
    const { labels } = (await realDataset()).train;
    const tenth = splitTraining(labels, 0.1);
    expect(countClasses(labels, classNames.length, tenth.validation)).toEqual(Array(10).fill(600));
    expect(tenth.validation).toEqual(splitTraining(labels, 0.1).validation);
    expect([...tenth.validation.subarray(0, 8)]).toMatchInlineSnapshot(`
      [
        1,
        10,
        19,
        25,
        41,
        42,
        43,
        45,
      ]
    `);
    expect([...tenth.train, ...tenth.validation].sort((a, b) => a - b)).toEqual([...labels.keys()]);
    expect([...tenth.train]).toEqual([...tenth.train].sort((a, b) => a - b));
    const fifth = new Set(splitTraining(labels, 0.2).validation);
    expect([...tenth.validation].every((index) => fifth.has(index))).toBe(true);
  });

  it('gives pages of pictures of a part and class', async () => {
    const dataset = await realDataset();
    const query = {
      part: 'validation',
      classIndex: 7,
      validationFraction: 0.1,
      offset: 590,
      limit: 24,
    } as const;
    const page = datasetContract.commands.pictures.output.parse(selectPictures(dataset, query));
    expect(page.total).toBe(600);
    expect(page.indices).toHaveLength(10);
    expect([...page.labels]).toEqual(Array(10).fill(7));
    const [first = -1] = page.indices;
    expect(
      Buffer.compare(
        page.pixels.subarray(0, 784),
        dataset.train.pictures.inMemory!.subarray(first * 784, first * 784 + 784),
      ),
    ).toBe(0);
    expect(page.pixels.buffer.byteLength).toBe(7840);
    const all = selectPictures(dataset, { ...query, part: 'test', classIndex: null, offset: 9990 });
    expect(all.total).toBe(10_000);
    expect(all.indices).toHaveLength(10);
    expect(selectPictures(dataset, { ...query, offset: 600 }).indices).toEqual([]);
  });

  it('counts each part of a split', async () => {
    const counts = datasetContract.commands.split.output.parse(countSplit(await realDataset(), 0.25));
    expect(counts).toEqual({
      train: Array(10).fill(4500),
      validation: Array(10).fill(1500),
      test: Array(10).fill(1000),
    });
  });
});
