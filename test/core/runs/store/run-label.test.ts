import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { RunStore } from '#core/runs/store/run-store';
import { startRun, wholeRun } from '../../../fixtures/sample-run';
import { temporaryFolder } from '../../../fixtures/temporary-folder';

async function setUp() {
  const folder = join(await temporaryFolder(), 'runs');
  return { folder, store: new RunStore(folder), label: join(folder, 'a-run', 'label.json') };
}

it('keeps name, star and note, each changed by itself', async () => {
  const { folder, store } = await setUp();
  await wholeRun(folder);
  await store.changeLabel('a-run', { starred: true });
  await store.changeLabel('a-run', { name: 'The good one' });
  await store.changeLabel('a-run', { note: 'With more epochs.' });
  const again = new RunStore(folder);
  expect((await again.list()).runs).toMatchObject([{ name: 'The good one', starred: true }]);
  expect(await again.get('a-run')).toMatchObject({
    summary: { name: 'The good one' },
    facts: { note: 'With more epochs.' },
  });
  await store.changeLabel('a-run', { starred: false });
  expect(await store.summary('a-run')).toMatchObject({ name: 'The good one', starred: false });
});

it('is changed while the run is trained, and neither side undoes the other', async () => {
  const { folder, store } = await setUp();
  const writer = await startRun(folder);
  await store.changeLabel('a-run', { name: 'Renamed', starred: true });
  await writer.finish('stopped', { seconds: 3 });
  expect(await store.summary('a-run')).toMatchObject({ status: 'stopped', name: 'Renamed', starred: true });
});

it('that is damaged costs only itself', async () => {
  const { folder, store, label } = await setUp();
  await wholeRun(folder);
  await writeFile(label, '{"format":1,"name"');
  expect(await store.summary('a-run')).toMatchObject({ name: 'A run', starred: false });
  await store.changeLabel('a-run', { starred: true });
  expect(await store.summary('a-run')).toMatchObject({ name: 'A run', starred: true });
});

it('is refused where a newer version wrote the run or the label', async () => {
  const { folder, store, label } = await setUp();
  const { folder: run } = await wholeRun(folder);
  await writeFile(label, '{"format":99,"name":"of tomorrow"}');
  await expect(store.changeLabel('a-run', { starred: true })).rejects.toMatchObject({ kind: 'unsupported' });
  expect(await readFile(label, 'utf8')).toBe('{"format":99,"name":"of tomorrow"}');
  expect(await store.summary('a-run')).toMatchObject({ name: 'A run' });
  await writeFile(join(run, 'run.json'), '{"format":99}');
  await expect(store.changeLabel('a-run', { starred: true })).rejects.toMatchObject({ kind: 'unsupported' });
  await expect(store.changeLabel('no-run', { starred: true })).rejects.toMatchObject({ kind: 'not-found' });
});
