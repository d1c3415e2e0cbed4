import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  access,
  appendFile,
  cp,
  mkdir,
  readFile,
  readdir,
  rename,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, expectTypeOf, it, vi } from 'vitest';
import { RunStore } from '#core/runs/store/run-store';
import { runsContract, type RunSummary } from '#shared/contracts/runs';
import { cutOffRun } from '../../../fixtures/cut-off-run';
import { failWrites } from '../../../fixtures/failing-disk';
import {
  sampleEngine,
  samplePlan,
  sampleTensors,
  sampleTest,
  startRun,
  wholeRun,
} from '../../../fixtures/sample-run';
import { temporaryFolder } from '../../../fixtures/temporary-folder';

afterEach(() => {
  vi.restoreAllMocks();
});

const { commands } = runsContract;
const readTest = () => Promise.resolve(sampleTest);

async function setUp(): Promise<{ folder: string; store: RunStore }> {
  const folder = join(await temporaryFolder(), 'runs');
  return { folder, store: new RunStore(folder, { readTest }) };
}

const values = (weights: Uint8Array) =>
  new Float32Array(weights.buffer, weights.byteOffset, weights.byteLength / 4);

describe('a run that was written', () => {
  it('is read back as it was, in the form of the contract', async () => {
    const { folder, store } = await setUp();
    await wholeRun(folder);
    const { summary, curves, evaluation } = commands.get.output.parse(await store.get('a-run'));
    expect(summary).toEqual({
      id: 'a-run',
      name: 'A run',
      createdAt: '2026-08-28T14:30:05.000Z',
      status: 'completed',
      plan: samplePlan,
      parameters: 101_770,
      engine: sampleEngine,
      seconds: 12.5,
      testAccuracy: 0.55,
      resumable: null,
      stoppedEarly: null,
      dataSet: { id: 'fashion-mnist', name: 'Fashion-MNIST', version: '1' },
      testExamples: 20,
      starred: false,
    });
    expect(curves).toHaveLength(2);
    expect(evaluation).toMatchObject({ examples: 20, correct: 11 });
    const model = commands.model.output.parse(await store.model('a-run'));
    expect(model.tensors).toEqual(sampleTensors().map(({ name, shape }) => ({ name, shape })));
    expect([...values(model.weights)]).toEqual(sampleTensors().flatMap((tensor) => [...tensor.values]));
    expect(model.plan).toEqual(samplePlan);
    expect((await store.list()).runs).toEqual([summary]);
    expectTypeOf<Awaited<ReturnType<RunStore['list']>>['runs'][number]>().toExtend<RunSummary>();
  });

  it('shows the pictures of a cell, surest first, page by page', async () => {
    const { folder, store } = await setUp();
    await wholeRun(folder);
    const cell = { id: 'a-run', trueClass: 0, predictedClass: 0, offset: 0, limit: 50 };
    const page = commands.cell.output.parse(await store.cell(cell));
    expect(page).toMatchObject({ total: 2, indices: [10, 0] });
    expect(page.pixels[0]).toBe(10);
    expect(page.probabilities[0]?.[0]).toBeCloseTo(0.7);
    expect(await store.cell({ ...cell, offset: 1, limit: 1 })).toMatchObject({ total: 2, indices: [0] });
    expect(await store.cell({ ...cell, trueClass: 3 })).toMatchObject({ total: 1, indices: [13] });
    expect(await store.cell({ ...cell, predictedClass: 5 })).toMatchObject({ total: 0, indices: [] });
  });

  it('has no model and no evaluation before they are saved', async () => {
    const { folder, store } = await setUp();
    await startRun(folder);
    expect((await store.get('a-run')).evaluation).toBeNull();
    await expect(store.model('a-run')).rejects.toMatchObject({
      kind: 'not-ready',
      hint: expect.stringContaining('wait') as string,
    });
    await expect(
      store.cell({ id: 'a-run', trueClass: 0, predictedClass: 0, offset: 0, limit: 9 }),
    ).rejects.toMatchObject({
      kind: 'not-ready',
      hint: expect.stringContaining('evaluate a-run') as string,
    });
    await expect(store.find('latest')).rejects.toMatchObject({ kind: 'not-ready' });
  });

  it('does not promise a model to those who look at one that ended without', async () => {
    const { folder, store } = await setUp();
    const writer = await startRun(folder);
    await writer.finish('failed', { seconds: 3 });
    await expect(store.model('a-run')).rejects.toMatchObject({
      kind: 'not-ready',
      hint: 'Choose another run, or train again.',
    });
  });

  it('keeps its older weights when newer ones are only half saved', async () => {
    const { folder, store } = await setUp();
    const writer = await wholeRun(folder);
    const older = await store.model('a-run');
    const listing = await readFile(join(writer.folder, 'weights.json'));
    await rename(join(writer.folder, 'weights.bin'), join(writer.folder, 'weights.bin.previous'));
    expect((await store.model('a-run')).weights).toEqual(older.weights);
    await writer.saveWeights(sampleTensors(9));
    expect(values((await store.model('a-run')).weights)[0]).toBe(9.5);
    expect(await readdir(writer.folder)).not.toContain('weights.bin.previous');
    await writeFile(join(writer.folder, 'weights.json'), listing);
    await expect(store.model('a-run')).rejects.toMatchObject({ kind: 'corrupt' });
  });

  it('takes NaN in its curves, and a torn last line', async () => {
    const { folder, store } = await setUp();
    const writer = await startRun(folder);
    const point = { kind: 'train', position: 1, loss: 0.5, accuracy: 0.9 } as const;
    await Promise.all([
      writer.appendPoints([point]),
      writer.appendPoints([
        { ...point, position: 2, loss: NaN },
        { ...point, position: 3, loss: Infinity },
      ]),
      writer.appendPoints([{ ...point, position: 4 }]),
    ]);
    await appendFile(join(writer.folder, 'curves.jsonl'), '{"kind":"train","posi');
    const { curves } = commands.get.output.parse(await store.get('a-run'));
    expect(curves.map(({ position }) => position)).toEqual([1, 4]);
  });

  it('says why it failed', async () => {
    const { folder, store } = await setUp();
    const writer = await startRun(folder);
    await writer.finish('failed', {
      seconds: 3,
      error: { kind: 'diverged', message: 'The loss is NaN.', hint: undefined },
    });
    expect((await store.get('a-run')).summary).toMatchObject({ status: 'failed', seconds: 3 });
    expect(await readFile(join(writer.folder, 'run.json'), 'utf8')).toContain('The loss is NaN.');
  });

  it('is refused when its id is taken or is a path', async () => {
    const { folder, store } = await setUp();
    await startRun(folder);
    await expect(startRun(folder)).rejects.toMatchObject({ kind: 'bad-input' });
    expect(await readdir(folder)).toEqual(['a-run']);
    for (const id of ['../a-run', '..', '', 'a/b', 'a\\b', '.hidden', 'A-Run', 'a\0b', 'x'.repeat(81)]) {
      await expect(startRun(folder, { id })).rejects.toMatchObject({ kind: 'bad-input' });
      for (const use of [store.get(id), store.model(id), store.remove(id)])
        await expect(use).rejects.toMatchObject({ kind: 'bad-input' });
    }
  });
});

it('is not mistaken for one that exists when a file stands where the runs should be', async () => {
  const { folder } = await setUp();
  await writeFile(folder, '');
  await expect(startRun(folder)).rejects.toMatchObject({
    kind: 'disk',
    message: expect.stringContaining('a file stands where a folder should be') as string,
  });
});

describe('the list of runs', () => {
  it('is empty where there is no folder yet', async () => {
    const { store } = await setUp();
    expect(await store.list()).toEqual({ runs: [], unreadable: [], removed: [] });
    await store.markInterrupted();
    await expect(store.find('latest')).rejects.toMatchObject({ kind: 'not-found' });
    await expect(store.get('a-run')).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('is newest first and names what it could not read, and why', async () => {
    const { folder, store } = await setUp();
    await wholeRun(folder, { id: 'old', createdAt: new Date('2026-01-01') });
    await wholeRun(folder, { id: 'new', createdAt: new Date('2026-03-01') });
    await wholeRun(folder, { id: 'middle', createdAt: new Date('2026-02-01') });
    await mkdir(join(folder, 'empty'));
    await cp(join(folder, 'old'), join(folder, 'Copy of old'), { recursive: true });
    for (const [id, text] of Object.entries({
      torn: '{"format":1,',
      newer: '{"format":99,"x":1}',
      other: '{"format":1}',
    })) {
      await mkdir(join(folder, id));
      await writeFile(join(folder, id, 'run.json'), text);
    }
    await writeFile(join(folder, 'notes.txt'), '');
    await mkdir(join(folder, '.hidden'));
    const { runs, unreadable } = commands.list.output.parse(await store.list());
    expect(runs.map(({ id }) => id)).toEqual(['new', 'middle', 'old']);
    const reasons = Object.fromEntries(
      unreadable.map((entry) => [entry.folder.slice(folder.length + 1), entry.message]),
    );
    expect(reasons).toEqual({
      empty: 'run.json is missing.',
      'Copy of old': expect.stringContaining('not a run id') as string,
      torn: 'run.json is not readable JSON.',
      newer: 'run.json was written by a newer Wardrobe (format 99; this one reads 3).',
      other: expect.stringContaining('run.json is damaged at "name"') as string,
    });
    await store.markInterrupted();
    expect(await readFile(join(folder, 'newer', 'run.json'), 'utf8')).toBe('{"format":99,"x":1}');
    await expect(store.get('newer')).rejects.toMatchObject({ kind: 'unsupported' });
    await expect(store.get('empty')).rejects.toMatchObject({ kind: 'corrupt' });
    await store.remove('torn');
    expect(await readdir(folder)).not.toContain('torn');
  });

  it('holds a thousand runs', async () => {
    const { folder, store } = await setUp();
    const { folder: first } = await startRun(folder, { id: 'run-0' });
    const record = await readFile(join(first, 'run.json'));
    for (let index = 1; index < 1000; index++) {
      await mkdir(join(folder, `run-${index}`));
      await writeFile(join(folder, `run-${index}`, 'run.json'), record);
    }
    expect((await store.list()).runs).toHaveLength(1000);
    expect(store.foldersRead).toBe(1000);
    await store.changeLabel('run-500', { starred: true });
    await writeFile(join(folder, 'run-7', 'run.json'), 'damaged in place');
    const { runs, unreadable } = await store.list();
    expect(runs.filter(({ starred }) => starred).map(({ id }) => id)).toEqual(['run-500']);
    expect(unreadable.map(({ id }) => id)).toEqual(['run-7']);
    expect(store.foldersRead).toBe(1002);
    await store.list();
    expect(store.foldersRead).toBe(1002);
  });
});

describe('finding and removing', () => {
  it('takes an id, a folder or "latest"', async () => {
    const { folder, store } = await setUp();
    await wholeRun(folder, { id: 'one', createdAt: new Date('2026-01-01') });
    await wholeRun(folder, { id: 'two', createdAt: new Date('2026-01-02') });
    await startRun(folder, { id: 'untrained', createdAt: new Date('2026-01-03') });
    expect(await store.find('latest')).toBe('two');
    expect(await store.find('one')).toBe('one');
    expect(await store.find(`${join(folder, 'one')}/`)).toBe('one');
    await symlink(join(folder, 'one'), join(folder, '..', 'link'));
    expect(await store.find(join(folder, '..', 'link'))).toBe('one');
    for (const text of ['three', '..', folder, '/', '', '../runs'])
      await expect(store.find(text)).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('removes a run for good, but not one that is being trained', async () => {
    const { folder, store } = await setUp();
    await wholeRun(folder, { id: 'done' });
    const writer = await startRun(folder, { id: 'active' });
    await expect(store.remove('active')).rejects.toMatchObject({ kind: 'busy' });
    await store.remove('done');
    expect(await readdir(folder)).toEqual(['active']);
    await expect(store.remove('done')).rejects.toMatchObject({ kind: 'not-found' });
    await writer.discard();
    expect(await readdir(folder)).toEqual([]);
  });

  it('marks the runs of dead processes as interrupted, and no others', async () => {
    const { folder, store } = await setUp();
    const child = spawn(process.execPath, ['--version']);
    await once(child, 'close');
    const setWriter = async (id: string, writer: object) => {
      await startRun(folder, { id });
      const file = join(folder, id, 'run.json');
      const record = JSON.parse(await readFile(file, 'utf8')) as object;
      await writeFile(file, JSON.stringify({ ...record, writer }));
    };
    await startRun(folder, { id: 'ours' });
    await wholeRun(folder, { id: 'done' });
    await setWriter('dead', { pid: child.pid, started: null });
    await setWriter('reused', { pid: process.pid, started: 'an earlier process with our id' });
    await mkdir(join(folder, `.unfinished-${child.pid}-half`));
    await store.markInterrupted();
    const { runs } = await store.list();
    expect(Object.fromEntries(runs.map(({ id, status }) => [id, status]))).toEqual({
      ours: 'running',
      done: 'completed',
      dead: 'interrupted',
      reused: process.platform === 'linux' ? 'interrupted' : 'running',
    });
    await expect(access(join(folder, `.unfinished-${child.pid}-half`))).rejects.toThrow();
  });

  it('marks the others and clears up when one can not be written', async () => {
    const { folder, store } = await setUp();
    for (const id of ['one', 'two', 'three']) await cutOffRun(folder, { id, name: id });
    await mkdir(join(folder, `.unfinished-${2 ** 30}-half`));
    await writeFile(join(folder, '.lock-removed'), JSON.stringify({ pid: 2 ** 30, started: null }));
    await failWrites(folder, (text) => text.includes('"name": "two"'));
    const { done, failed } = await store.markInterrupted();
    expect(done.sort()).toEqual(['one', 'three']);
    expect(failed).toMatchObject([{ id: 'two', error: { kind: 'disk' } }]);
    expect((await readdir(folder)).sort()).toEqual(['one', 'three', 'two']);
  });
});
