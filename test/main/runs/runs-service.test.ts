import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRecord, writeRecord } from '#core/runs/run-record';
import { RunStore, type RunSummary } from '#core/runs/run-store';
import { RunsService } from '../../../src/main/runs/runs-service';
import { startRun, wholeRun } from '../../fixtures/sample-run';
import { temporaryFolder } from '../../fixtures/temporary-folder';

async function setUp() {
  const folder = join(await temporaryFolder(), 'runs');
  const store = new RunStore(folder);
  const told: [id: string, run: RunSummary | null][] = [];
  const logged: string[] = [];
  const service = new RunsService({
    store,
    onChange: (id, run) => told.push([id, run]),
    log: (line) => void logged.push(line),
    lookEvery: 20,
  });
  /** What was told, once the last change has been. */
  const all = async (count: number) => {
    await expect.poll(() => told.length).toBe(count);
    return told;
  };
  return { folder, store, service, told: all, logged };
}

test('a change of a label is told as the run then stands', async () => {
  const { folder, service, told } = await setUp();
  await wholeRun(folder);
  await service.label('a-run', { name: 'First', starred: undefined });
  await service.label('a-run', { starred: true });
  const [first, second] = await told(2);
  expect(first).toMatchObject(['a-run', { name: 'First' }]);
  expect(second).toMatchObject(['a-run', { name: 'First', starred: true }]);
});

test('of several runs those that can be are removed, and put back', async () => {
  const { folder, service, told, store } = await setUp();
  await wholeRun(folder, { id: 'done' });
  await startRun(folder, { id: 'training' });
  expect(await service.remove(['done', 'training', 'gone', 'done'])).toMatchObject({
    done: ['done'],
    failed: [
      { id: 'training', error: { kind: 'busy' } },
      { id: 'gone', error: { kind: 'not-found' } },
    ],
  });
  expect(await told(3)).toMatchObject([
    ['done', null],
    ['training', { id: 'training' }],
    ['gone', null],
  ]);
  expect(await service.putBack(['done', 'gone'])).toMatchObject({
    done: ['done'],
    failed: [{ id: 'gone', error: { kind: 'not-found' } }],
  });
  expect((await told(5))[3]).toMatchObject(['done', { id: 'done' }]);
  expect((await store.list()).removed).toEqual([]);
});

test('at the start what was removed before is deleted, and the runs of dead processes are told', async () => {
  const { folder, store, service, told, logged } = await setUp();
  await wholeRun(folder, { id: 'old' });
  await store.moveToTrash('old');
  const writer = await startRun(folder, { id: 'dead' });
  const stored = await readRecord(writer.folder);
  await writeRecord(writer.folder, { ...stored, writer: { pid: process.pid, started: 'earlier' } });
  await service.tidy();
  expect(await told(1)).toMatchObject([['dead', { status: 'interrupted' }]]);
  expect((await store.list()).removed).toEqual([]);
  await mkdir(join(folder, '.trash'), { recursive: true });
  await writeFile(join(folder, '.trash', 'not-a-folder'), '');
  await service.tidy();
  expect(logged).toEqual([]);
});

test('a run that another process trains at the start is told when that one dies', async () => {
  const { folder, service, told } = await setUp();
  const other = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
  const writer = await startRun(folder);
  const stored = await readRecord(writer.folder);
  await writeRecord(writer.folder, { ...stored, writer: { pid: other.pid!, started: null } });
  await service.tidy();
  expect((await readRecord(writer.folder)).status).toBe('running');
  other.kill('SIGKILL');
  expect(await told(1)).toMatchObject([['a-run', { status: 'interrupted' }]]);
});
