import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { mostLikely } from '#core/evaluation/most-likely';
import { createClassifier } from '#core/inference/classifier';
import { unpackTensors } from '#core/inference/unpack-tensors';
import { readAnswers } from '#core/runs/format/evaluation-file';
import { RunStore } from '#core/runs/store/run-store';
import { resumeRun } from '#core/training/resume-run';
import { TrainingControl } from '#core/training/training-control';
import { realDataset, realData } from '../../fixtures/real-dataset';
import { runList } from '../../fixtures/runs-format-2/run-list';
import { temporaryFolder } from '../../fixtures/temporary-folder';
import { fashionMnist } from '../../fixtures/fashion-mnist';

// Operations as small as these are not worth sharing out; TensorFlow reads it when it loads.
process.env.TF_NUM_INTRAOP_THREADS ??= '1';
process.env.TF_NUM_INTEROP_THREADS ??= '1';

let runsFolder: string;
let store: RunStore;
beforeEach(async () => {
  runsFolder = join(await temporaryFolder(), 'runs');
  await cp(join(import.meta.dirname, '../../fixtures/runs-format-2/runs'), runsFolder, { recursive: true });
  store = new RunStore(runsFolder, { readTest: async () => (await realDataset()).test });
});

const all = ['completed', 'stopped', 'stopped-early', 'killed'];
const evaluated = ['completed', 'stopped', 'stopped-early'];

test('they are listed with what was stored of them', async () => {
  expect((await store.markInterrupted()).failed).toEqual([]);
  const { runs, unreadable } = await store.list();
  expect(unreadable).toEqual([]);
  const byId = Object.fromEntries(runs.map((run) => [run.id, run]));
  expect(Object.keys(byId).sort()).toEqual([...all].sort());
  for (const { id, plan } of runList) expect(byId[id]?.plan, id).toEqual(plan);
  expect(byId.completed).toMatchObject({
    name: 'My first run',
    starred: true,
    status: 'completed',
    testAccuracy: 0.7279,
  });
  expect(byId.stopped).toMatchObject({
    status: 'stopped',
    testAccuracy: 0.399,
    resumable: { step: 90, epochs: 2 },
  });
  expect(byId['stopped-early']).toMatchObject({
    status: 'completed',
    stoppedEarly: { epoch: 3, bestEpoch: 2 },
  });
  expect(byId.killed).toMatchObject({ status: 'interrupted', resumable: { step: 59, epoch: 1, epochs: 3 } });
});

test('they open with their curves and figures', async () => {
  for (const id of all) {
    const { summary, curves, evaluation, facts } = await store.get(id);
    expect(curves.length, id).toBeGreaterThan(20);
    expect(evaluation?.accuracy ?? null, id).toBe(summary.testAccuracy);
    expect(
      evaluation?.confusion.flat().reduce((sum, count) => sum + count, 0),
      id,
    ).toBe(evaluated.includes(id) ? 10_000 : undefined);
    expect(facts.data?.split, id).toMatchObject({ train: 30_000, validation: 30_000 });
  }
});

test.each(all)('%s classifies as it did when it was judged', async (id) => {
  const { plan, tensors, weights } = await store.model(id);
  const classifier = createClassifier(plan, unpackTensors(tensors, weights), fashionMnist);
  const { test } = await realDataset();
  const stored = evaluated.includes(id) ? (await readAnswers(join(runsFolder, id))).probabilities : null;
  const pictures = 300;
  let correct = 0;
  for (let index = 0; index < pictures; index++) {
    const answer = classifier.classify(test.pictures.inMemory!.subarray(index * 784, (index + 1) * 784));
    if (mostLikely(answer) === test.labels[index]) correct += 1;
    const then = stored?.subarray(index * 10, (index + 1) * 10) ?? answer;
    for (const [place, probability] of answer.entries()) expect(probability).toBeCloseTo(then[place]!, 4);
  }
  expect(correct / pictures).toBeGreaterThan(0.35);
});

test('they compare with one another', async () => {
  const comparison = await store.compare('stopped', 'completed');
  expect(comparison).toMatchObject({ examples: 10_000, correct: [3990, 7279] });
  expect(await store.compare('stopped-early', 'completed')).toMatchObject({ correct: [6648, 7279] });
  await expect(store.compare('completed', 'killed')).rejects.toMatchObject({ kind: 'not-ready' });
});

describe('they go on', () => {
  const resume = (runId: string, epochs: number | null) =>
    resumeRun({
      runId,
      epochs,
      runsFolder,
      home: realData.home,
      control: new TrainingControl(),
    });

  test.each([
    ['completed', 3, 0.7],
    ['stopped', null, 0.4],
    ['stopped-early', 11, 0.65],
    ['killed', null, 0.6],
  ] as const)('%s', async (id, epochs, atLeast) => {
    await store.markInterrupted();
    const before = (await store.get(id)).curves;
    const { outcome, evaluation } = await resume(id, epochs);
    expect(outcome).toBe('completed');
    expect(evaluation?.accuracy).toBeGreaterThan(atLeast);
    const { summary, curves } = await store.get(id);
    expect(summary).toMatchObject({ status: 'completed', testAccuracy: evaluation?.accuracy });
    const kept = before.filter(({ position }) => position <= (id === 'stopped' ? 90 / 59 : position));
    expect(curves.slice(0, kept.length)).toEqual(kept);
    expect(curves.length).toBeGreaterThan(kept.length);
  });
});
