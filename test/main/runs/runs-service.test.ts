import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { readRecord, writeRecord } from '#core/runs/format/run-record';
import { RunStore, type RunSummary } from '#core/runs/store/run-store';
import { RunsService } from '../../../src/main/runs/runs-service';
import { cutOffRun } from '../../fixtures/cut-off-run';
import { failWrites } from '../../fixtures/failing-disk';
import { startRun, wholeRun } from '../../fixtures/sample-run';
import { temporaryFolder } from '../../fixtures/temporary-folder';

afterEach(() => {
  vi.restoreAllMocks();
});

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

test('of two changes of a label made at once neither is lost, and a third that fails costs only itself', async () => {
  const { folder, service, store } = await setUp();
  await wholeRun(folder);
  const changes = [
    service.label('a-run', { note: 'With more epochs.' }),
    service.label('no-run', { starred: true }),
    service.label('a-run', { starred: true }),
  ];
  const outcomes = await Promise.allSettled(changes);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  const { summary, facts } = await store.get('a-run');
  expect([summary.starred, facts.note]).toEqual([true, 'With more epochs.']);
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

/** A run that another process is at work on, which does nothing until it is ended. */
async function runOfAnother(folder: string) {
  const other = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
  onTestFinished(() => void other.kill('SIGKILL'));
  const writer = await startRun(folder);
  const record = { ...(await readRecord(writer.folder)), writer: { pid: other.pid!, started: null } };
  await writeRecord(writer.folder, record);
  return { other, folder: writer.folder, record };
}

test('a run that another process trains at the start is told when that one dies', async () => {
  const { folder, service, told } = await setUp();
  const run = await runOfAnother(folder);
  await service.tidy();
  expect((await readRecord(run.folder)).status).toBe('running');
  run.other.kill('SIGKILL');
  expect(await told(1)).toMatchObject([['a-run', { status: 'interrupted' }]]);
});

test('a run that another process trains at the start is told when that one finishes it', async () => {
  const { folder, service, told } = await setUp();
  const run = await runOfAnother(folder);
  await service.tidy();
  await writeRecord(run.folder, { ...run.record, status: 'completed' });
  expect(await told(1)).toMatchObject([['a-run', { status: 'completed' }]]);
});

test('a run of a dead process that can not be written is logged once, and waited for no longer', async () => {
  const { folder, store, service, told, logged } = await setUp();
  await cutOffRun(folder, { id: 'dead', name: 'Dead' });
  await runOfAnother(folder);
  await failWrites(folder, (text) => text.includes('"name": "Dead"'));
  await service.tidy();
  const look = vi.spyOn(store, 'markInterrupted');
  await expect.poll(() => look.mock.calls.length).toBeGreaterThan(2);
  expect(logged).toEqual([expect.stringContaining('run dead: ') as string]);
  const record = await readRecord(join(folder, 'a-run'));
  await writeRecord(join(folder, 'a-run'), { ...record, status: 'completed' });
  await told(1);
  look.mockClear();
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(look).not.toHaveBeenCalled();
});
