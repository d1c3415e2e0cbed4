import { cp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { WardrobeError } from '#core/domain/errors';
import { RunStore } from '#core/runs/store/run-store';
import { runsContract } from '#shared/contracts/runs';
import { samplePlan, sampleTest, wholeRun } from '../../../fixtures/sample-run';
import { seeded } from '../../../fixtures/seeded';
import { temporaryFolder } from '../../../fixtures/temporary-folder';

/** What a promise gives, or the kind of WardrobeError it fails with; any other failure fails the test. */
async function outcome<T>(promise: Promise<T>): Promise<T | string> {
  return promise.catch((error: unknown) => {
    if (error instanceof WardrobeError) return error.kind;
    throw error;
  });
}

it('never gives wrong weights and never breaks the list, whatever happened to the bytes of a run', async () => {
  const parent = await temporaryFolder();
  const good = join(parent, 'good');
  const { folder: whole } = await wholeRun(good);
  const right = await new RunStore(good).model('a-run');
  const names = await readdir(whole);
  expect(names.sort()).toEqual([
    'curves.jsonl',
    'evaluation.json',
    'predictions.bin',
    'run.json',
    'weights.bin',
    'weights.json',
  ]);

  const damage = fc.record({
    file: fc.constantFrom(...names),
    kind: fc.constantFrom('truncate', 'flip', 'zero', 'remove'),
    at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    bit: fc.nat(7),
  });
  const runs = join(parent, 'runs');
  await fc.assert(
    fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 3 }), async (damages) => {
      await rm(runs, { recursive: true, force: true });
      await cp(good, runs, { recursive: true });
      await cp(whole, join(runs, 'neighbour'), { recursive: true });
      for (const { file, kind, at, bit } of damages) {
        const path = join(runs, 'a-run', file);
        const bytes = await readFile(path).catch(() => Buffer.alloc(0));
        const index = Math.floor(bytes.length * at);
        if (kind === 'remove') await rm(path, { force: true });
        else if (kind === 'truncate') await writeFile(path, bytes.subarray(0, index));
        else if (bytes.length > 0) {
          bytes[index] = kind === 'zero' ? 0 : bytes[index]! ^ (1 << bit);
          await writeFile(path, bytes);
        }
      }
      const store = new RunStore(runs, { readTest: () => Promise.resolve(sampleTest) });
      const list = runsContract.commands.list.output.parse(await store.list());
      expect(list.runs.length + list.unreadable.length).toBe(2);
      expect(list.runs.map(({ id }) => id)).toContain('neighbour');
      const details = await outcome(store.get('a-run'));
      if (typeof details !== 'string') runsContract.commands.get.output.parse(details);
      const model = await outcome(store.model('a-run'));
      if (typeof model !== 'string') {
        expect(Buffer.compare(model.weights, right.weights)).toBe(0);
        expect(model.tensors).toEqual(right.tensors);
        expect(model.plan).toEqual(samplePlan);
      }
      await outcome(store.cell({ id: 'a-run', trueClass: 1, predictedClass: 1, offset: 0, limit: 10 }));
      await outcome(store.remove('a-run'));
    }),
    { ...seeded, numRuns: 150 },
  );
}, 60_000);
