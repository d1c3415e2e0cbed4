import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { evaluatePredictions } from '#core/evaluation/evaluate-predictions';
import { RunStore } from '#core/runs/store/run-store';
import { runsContract } from '#shared/contracts/runs';
import { sampleProbabilities, sampleTest, startRun, wholeRun } from '../../../fixtures/sample-run';
import { temporaryFolder } from '../../../fixtures/temporary-folder';
import { classNames } from '../../../fixtures/fashion-mnist';

const { commands } = runsContract;

/** `first` has the first eleven of twenty right, `second` all but picture 3. */
async function setUp() {
  const folder = join(await temporaryFolder(), 'runs');
  const store = new RunStore(folder, { readTest: () => Promise.resolve(sampleTest) });
  await wholeRun(folder, { id: 'first' });
  const writer = await startRun(folder, { id: 'second' });
  const probabilities = sampleProbabilities();
  for (const [index, label] of sampleTest.labels.entries()) {
    probabilities.fill(0.05, index * 10, index * 10 + 10);
    probabilities[index * 10 + (index === 3 ? 8 : label)] = 0.55;
  }
  await writer.saveEvaluation(
    evaluatePredictions(probabilities, sampleTest.labels, classNames.length),
    probabilities,
  );
  await writer.finish('completed', { seconds: 1 });
  return { folder, store };
}

it('two runs are compared on the pictures that both were judged on', async () => {
  const { store } = await setUp();
  const comparison = commands.compare.output.parse(await store.compare('first', 'second'));
  expect(comparison).toMatchObject({
    examples: 20,
    correct: [11, 19],
    bothCorrect: 10,
    mcnemar: { fixed: 9, broken: 1, method: 'exact' },
  });
  expect(comparison.mcnemar.pValue).toBeCloseTo((2 * 11) / 1024, 12);
  const query = { first: 'first', second: 'second', offset: 0, limit: 5 } as const;
  const fixed = commands.changed.output.parse(await store.changed({ ...query, change: 'fixed' }));
  expect(fixed).toMatchObject({ total: 9, indices: [11, 12, 13, 14, 15] });
  expect(fixed.pixels[0]).toBe(11);
  expect(fixed.labels[0]).toBe(1);
  expect(fixed.first[0]![0]).toBeGreaterThan(0.5);
  expect(fixed.second[0]![1]).toBeCloseTo(0.55);
  expect(await store.changed({ ...query, change: 'broken' })).toMatchObject({ total: 1, indices: [3] });
  expect(await store.changed({ ...query, change: 'fixed', offset: 5 })).toMatchObject({
    indices: [16, 17, 18, 19],
  });
});

it('a run without an evaluation, or of other test pictures, is refused with the reason', async () => {
  const { folder, store } = await setUp();
  await startRun(folder, { id: 'young' });
  await expect(store.compare('first', 'young')).rejects.toMatchObject({ kind: 'not-ready' });
  await expect(store.compare('first', 'gone')).rejects.toMatchObject({ kind: 'not-found' });
  const file = join(folder, 'second', 'evaluation.json');
  const stored = JSON.parse(await readFile(file, 'utf8')) as { test: object };
  await writeFile(file, JSON.stringify({ ...stored, test: { ...stored.test, testImages: 'a'.repeat(64) } }));
  await expect(store.compare('first', 'second')).rejects.toMatchObject({
    kind: 'unsupported',
    message: expect.stringContaining('different test pictures') as string,
  });
  // As stored before this field existed, when there was only one test set.
  await writeFile(file, JSON.stringify({ ...stored, test: undefined }));
  expect((await store.compare('first', 'second')).mcnemar.fixed).toBe(9);
});
