import { mkdir, readFile, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ErrorInfo } from '#core/domain/errors';
import type { CurvePoint } from '#core/domain/training-progress';
import { checkpointName } from '#core/runs/format/checkpoint-names';
import { fileNames } from '#core/runs/format/run-format';
import { RunJournal } from '#core/training/run-journal';
import { encodedCheckpoint } from '../../fixtures/sample-checkpoint';
import { startRun } from '../../fixtures/sample-run';
import { temporaryFolder } from '../../fixtures/temporary-folder';

const point: CurvePoint = { kind: 'train', position: 0.5, loss: 1, accuracy: 0.5 };

async function open(lastingWarning: ErrorInfo | null = null) {
  const writer = await startRun(await temporaryFolder());
  const warnings: (ErrorInfo | null)[] = [];
  const journal = new RunJournal(writer, (warning) => warnings.push(warning), lastingWarning);
  return { journal, warnings, inRun: (name: string) => join(writer.folder, name) };
}

test('a small write that passes does not take back the warning about a large one that fails', async () => {
  const { journal, warnings, inRun } = await open();
  // A folder of that name is in the way.
  await mkdir(inRun(checkpointName(10)));
  expect(await journal.keepCheckpoint(10, encodedCheckpoint(10))).toBe(false);
  expect(warnings).toMatchObject([{ kind: 'disk' }]);
  journal.add([point]);
  expect(await journal.flush()).toBe(true);
  expect(await readFile(inRun(fileNames.curves), 'utf8')).toContain('0.5');
  expect(await journal.keepCheckpoint(10, encodedCheckpoint(10))).toBe(false);
  expect(warnings).toHaveLength(1);
  await rmdir(inRun(checkpointName(10)));
  expect(await journal.keepCheckpoint(10, encodedCheckpoint(10))).toBe(true);
  expect(warnings).toMatchObject([{ kind: 'disk' }, null]);
});

test('what fails for several reasons is told once, and taken back when all of it passes', async () => {
  const { journal, warnings, inRun } = await open();
  await mkdir(inRun(fileNames.curves));
  journal.checkpointFailed(new Error('No memory for a copy.'));
  journal.add([point]);
  expect(await journal.flush()).toBe(false);
  expect(warnings).toEqual([{ kind: 'internal', message: 'No memory for a copy.' }]);
  await rmdir(inRun(fileNames.curves));
  expect(await journal.flush()).toBe(true);
  expect(warnings).toHaveLength(1);
  expect(await journal.keepCheckpoint(10, encodedCheckpoint(10))).toBe(true);
  expect(warnings.slice(1)).toEqual([null]);
});

test('what there is to warn of anyway stands again when nothing fails any more', async () => {
  const lastingWarning: ErrorInfo = { kind: 'unsupported', message: 'It goes on with another library.' };
  const { journal, warnings } = await open(lastingWarning);
  journal.checkpointFailed(new Error('No memory for a copy.'));
  expect(await journal.keepCheckpoint(10, encodedCheckpoint(10))).toBe(true);
  expect(warnings).toMatchObject([{ kind: 'internal' }, lastingWarning]);
});
