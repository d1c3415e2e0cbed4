import { expect, it } from 'vitest';
import type { RunSummary } from '#shared/contracts/runs';
import { ModelSource } from '../../../src/renderer/classify/model-source';
import type { Model } from '../../../src/renderer/classify/worker-messages';

const run = (id: string, seconds: number) => ({ id, seconds, testAccuracy: 0.9 }) as RunSummary;

it('reads a run’s model once, reads another run’s, and tries again after a failure', async () => {
  const reads: string[] = [];
  let fail = false;
  const source = new ModelSource(async ({ id }) => {
    reads.push(id);
    if (fail) throw new Error('disk');
    return {} as Omit<Model, 'key'>;
  });
  const [first, second] = await Promise.all([source.of(run('a', 3)), source.of(run('a', 3))]);
  expect(first).toBe(second);
  fail = true;
  await expect(source.of(run('b', 3))).rejects.toThrow('disk');
  fail = false;
  expect((await source.of(run('b', 3))).key).not.toBe(first.key);
  expect(reads).toEqual(['a', 'b', 'b']);
});

it('reads the model of a run again once it has been trained further', async () => {
  let reads = 0;
  const source = new ModelSource(async () => {
    reads++;
    return {} as Omit<Model, 'key'>;
  });
  const before = await source.of(run('a', 3));
  const after = await source.of(run('a', 7));
  expect(after.key).not.toBe(before.key);
  expect(reads).toBe(2);
  await source.of({ ...run('a', 7), name: 'another name', starred: true });
  expect(reads).toBe(2);
});
