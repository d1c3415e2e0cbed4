import { cp, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RunStore } from '#core/runs/store/run-store';
import { startRun, wholeRun } from '../../../fixtures/sample-run';
import { temporaryFolder } from '../../../fixtures/temporary-folder';

async function setUp() {
  const folder = join(await temporaryFolder(), 'runs');
  const store = new RunStore(folder);
  const ids = async () => (await store.list()).runs.map(({ id }) => id);
  return { folder, store, ids };
}

describe('a removed run', () => {
  it('can be put back whole, also by a later process, until the trash is emptied', async () => {
    const { folder, store, ids } = await setUp();
    const { folder: run } = await wholeRun(folder);
    const before = await readdir(run);
    const weights = (await store.model('a-run')).weights;
    await store.moveToTrash('a-run');
    expect(await store.list()).toMatchObject({ runs: [], unreadable: [], removed: ['a-run'] });
    await expect(store.get('a-run')).rejects.toMatchObject({ kind: 'not-found' });
    await store.markInterrupted();
    const later = new RunStore(folder);
    await later.putBack('a-run');
    expect(await readdir(run)).toEqual(before);
    expect((await later.model('a-run')).weights).toEqual(weights);
    expect(await ids()).toEqual(['a-run']);
    await later.moveToTrash('a-run');
    await later.emptyTrash();
    expect(await readdir(folder)).toEqual([]);
    await expect(later.putBack('a-run')).rejects.toMatchObject({
      kind: 'not-found',
      message: expect.stringContaining('deleted for good') as string,
    });
    await later.emptyTrash();
  });

  it('does not take the place of another run', async () => {
    const { folder, store } = await setUp();
    await wholeRun(folder);
    await cp(join(folder, 'a-run'), join(folder, 'copy'), { recursive: true });
    await store.moveToTrash('a-run');
    await cp(join(folder, 'copy'), join(folder, 'a-run'), { recursive: true });
    await expect(store.putBack('a-run')).rejects.toMatchObject({ kind: 'bad-input' });
    await store.moveToTrash('a-run');
    expect((await store.list()).removed).toEqual(['a-run']);
    for (const id of ['../copy', '.trash', ''])
      await expect(store.putBack(id)).rejects.toMatchObject({ kind: 'bad-input' });
  });
});

describe('what is not removed', () => {
  it('is a run that is being trained', async () => {
    const { folder, store, ids } = await setUp();
    await startRun(folder);
    await expect(store.moveToTrash('a-run')).rejects.toMatchObject({ kind: 'busy' });
    expect(await ids()).toEqual(['a-run']);
  });

  it('is a run of a newer version, of which what can be read is told', async () => {
    const { folder, store } = await setUp();
    const newer = JSON.stringify({
      format: 99,
      name: 'Of tomorrow',
      createdAt: '2030-01-01T00:00:00.000Z',
      testAccuracy: 0.97,
      status: { state: 'done' },
    });
    await mkdir(join(folder, 'newer'), { recursive: true });
    await writeFile(join(folder, 'newer', 'run.json'), newer);
    await expect(store.moveToTrash('newer')).rejects.toMatchObject({ kind: 'unsupported' });
    await expect(store.remove('newer')).rejects.toMatchObject({ kind: 'unsupported' });
    expect((await store.list()).unreadable).toMatchObject([
      {
        id: 'newer',
        message: expect.stringContaining('newer Wardrobe') as string,
        newer: { format: 99, name: 'Of tomorrow', testAccuracy: 0.97, status: null },
      },
    ]);
    expect(await readdir(join(folder, 'newer'))).toEqual(['run.json']);
    expect(await readFile(join(folder, 'newer', 'run.json'), 'utf8')).toBe(newer);
  });

  it('but one that is damaged is', async () => {
    const { folder, store } = await setUp();
    await mkdir(join(folder, 'torn'), { recursive: true });
    await writeFile(join(folder, 'torn', 'run.json'), '{');
    await store.moveToTrash('torn');
    expect(await store.list()).toEqual({ runs: [], unreadable: [], removed: ['torn'] });
  });
});
