import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { WardrobeError, type ErrorInfo } from '#core/domain/errors';
import { firstLoopState } from '#core/domain/loop-state';
import type { Checkpoint } from '#core/runs/format/checkpoint-file';
import { checkpointName } from '#core/runs/format/checkpoint-names';
import { CheckpointKeeper } from '#core/training/checkpoint-keeper';
import { RunJournal } from '#core/training/run-journal';
import { sampleCheckpoint } from '../../fixtures/sample-checkpoint';
import { startRun } from '../../fixtures/sample-run';
import { temporaryFolder } from '../../fixtures/temporary-folder';

test('a state that can not be taken or encoded is a warning, and the next one is kept', async () => {
  const writer = await startRun(await temporaryFolder());
  const warnings: (ErrorInfo | null)[] = [];
  const journal = new RunJournal(writer, (warning) => warnings.push(warning));
  const noMemory = new WardrobeError('out-of-memory', 'No memory for a copy.');
  let take = (): Checkpoint => {
    throw noMemory;
  };
  const keeper = new CheckpointKeeper(journal, () => take(), firstLoopState);

  keeper.consider('pause');
  await keeper.settle();
  expect(warnings).toMatchObject([{ kind: 'out-of-memory', message: 'No memory for a copy.' }]);
  await keeper.keepLast();
  // JSON has no word for it.
  take = () => ({ ...sampleCheckpoint(20), seconds: 1n as never });
  await keeper.keepLast();
  expect(warnings).toHaveLength(1);

  take = () => sampleCheckpoint(30);
  await keeper.keepLast();
  expect(warnings.slice(1)).toEqual([null]);
  const names = await readdir(writer.folder);
  expect(names.filter((name) => name.startsWith('checkpoint-'))).toEqual([checkpointName(30)]);
});
