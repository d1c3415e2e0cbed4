import { expect, it } from 'vitest';
import { ModelSource } from '../../../src/renderer/classify/model-source';
import type { Model } from '../../../src/renderer/classify/worker-messages';

it('reads a run’s model once, another run’s anew, and tries again after a failure', async () => {
  let reads = 0;
  let fail = false;
  const source = new ModelSource(async () => {
    reads++;
    if (fail) throw new Error('disk');
    return {} as Omit<Model, 'runId'>;
  });
  const [first, second] = await Promise.all([source.of('a'), source.of('a')]);
  expect(first).toBe(second);
  expect(first.runId).toBe('a');
  expect(reads).toBe(1);
  fail = true;
  await expect(source.of('b')).rejects.toThrow('disk');
  fail = false;
  expect((await source.of('b')).runId).toBe('b');
  expect(reads).toBe(3);
});
