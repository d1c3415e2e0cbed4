import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { DataLibrary } from '#core/data/library/data-library';
import { openDataSet } from '#core/data/open-data-set';
import { pictureBytes, type DataSet } from '#core/domain/data-set';
import { WardrobeError } from '#core/domain/errors';
import { dataSetsFolder } from '#core/folders';
import type { LibrarySnapshot } from '#shared/contracts/library';
import { LibraryService } from '../../../src/main/library/library-service';
import { fashionMnist } from '../../fixtures/fashion-mnist';
import { makeOwnSet, ownShape } from '../../fixtures/own-set';
import { temporaryFolder } from '../../fixtures/temporary-folder';

let home: string;
let signs: DataSet;
let mugs: DataSet;
let busy: WardrobeError | null;
let kept: string[];
let used: string[];
let told: LibrarySnapshot[];

const open = (lastUsed?: string) =>
  new LibraryService({
    library: new DataLibrary(home),
    first: fashionMnist,
    open: ({ id, version }) => openDataSet(home, id, version),
    lastUsed,
    keepUsed: (id) => Promise.resolve(void kept.push(id)),
    onUse: ({ id, version }) => void used.push(`${id} ${version}`),
    onChange: (snapshot) => void told.push(snapshot),
    whyBusy: () => busy,
    log: () => undefined,
  });

beforeEach(async () => {
  home = await temporaryFolder();
  [busy, kept, used, told] = [null, [], [], []];
  signs = await makeOwnSet(home);
  mugs = await makeOwnSet(home, { name: 'Mugs', classes: ['mine', 'yours'] });
});

const ids = ({ sets }: LibrarySnapshot) => sets.map(({ dataSet }) => dataSet.id);

test('all sets are listed, the first one before the others, and the last one used is taken up again', async () => {
  const library = open(signs.id);
  await library.start();
  expect(library.current()).toMatchObject({ id: signs.id, name: 'Signs' });
  expect(used).toEqual([`${signs.id} 1`]);
  expect(ids(library.snapshot())[0]).toBe(fashionMnist.id);
  expect(ids(library.snapshot()).toSorted()).toEqual([fashionMnist.id, mugs.id, signs.id].toSorted());
  expect(library.snapshot().sets[0]?.folder).toBeNull();
});

test('a set that is gone since gives way to the first one', async () => {
  const library = open('no-such-set');
  await library.start();
  expect(library.current()).toBe(fashionMnist);
});

test('choosing is kept and told, and refused while a model is trained', async () => {
  const library = open();
  await library.start();
  await library.choose(mugs.id);
  expect(kept).toEqual([mugs.id]);
  expect(told.at(-1)?.current).toBe(mugs.id);
  busy = new WardrobeError('busy', 'A model is being trained.');
  await expect(library.choose(signs.id)).rejects.toMatchObject({ kind: 'busy' });
  await expect(library.remove(mugs.id)).rejects.toMatchObject({ kind: 'busy' });
  await expect(library.change(mugs.id, { kind: 'rename', name: 'Cups' })).rejects.toThrow('being trained');
  expect(library.current().id).toBe(mugs.id);
  await library.change(signs.id, { kind: 'rename', name: 'Traffic' });
  expect(library.snapshot().sets.find(({ dataSet }) => dataSet.id === signs.id)?.dataSet.name).toBe(
    'Traffic',
  );
});

test('a change makes a new version, which is worked with at once, and going back takes the old one up', async () => {
  const library = open(signs.id);
  await library.start();
  await library.change(signs.id, { kind: 'rename-class', label: 0, name: 'halt' });
  expect(library.current()).toMatchObject({ version: '2', classes: ['halt', 'go', 'wait'] });
  expect(library.snapshot().sets.find(({ dataSet }) => dataSet.id === signs.id)?.versions).toHaveLength(2);
  await library.change(signs.id, { kind: 'go-back', version: '1' });
  expect(library.current()).toMatchObject({ version: '1', classes: ['stop', 'go', 'wait'] });
  expect(used).toEqual([`${signs.id} 1`, `${signs.id} 2`, `${signs.id} 1`]);
});

test('a removed set is offered with its name, the first one takes its place, and it can be put back', async () => {
  const library = open(signs.id);
  await library.start();
  await library.remove(signs.id);
  expect(library.current()).toBe(fashionMnist);
  expect(library.snapshot().removed).toEqual([{ id: signs.id, name: 'Signs' }]);
  await library.putBack(signs.id);
  expect(ids(library.snapshot())).toContain(signs.id);
  expect(library.snapshot().removed).toEqual([]);
  await library.remove(signs.id);
  await open().start();
  await expect(library.putBack(signs.id)).rejects.toMatchObject({ kind: 'not-found' });
});

test('Fashion-MNIST stays as it is', async () => {
  const library = open();
  await library.start();
  await expect(library.remove(fashionMnist.id)).rejects.toThrow("can't be changed or removed");
});

test('what happens on the disk meanwhile is found: a new set, a damaged one, the current one gone', async () => {
  const library = open(signs.id);
  await library.start();
  const third = await makeOwnSet(home, { name: 'Third' });
  await writeFile(join(dataSetsFolder(home), mugs.id, 'dataset.json'), '{');
  expect(ids(await library.list())).toContain(third.id);
  expect(library.snapshot().unreadable).toMatchObject([{ id: mugs.id }]);
  expect(library.folderOf(mugs.id)).toBe(join(dataSetsFolder(home), mugs.id));
  await library.remove(mugs.id);
  expect(library.snapshot().unreadable).toEqual([]);

  busy = new WardrobeError('busy', 'A model is being trained.');
  await rename(join(dataSetsFolder(home), signs.id), join(home, 'elsewhere'));
  await library.list();
  expect(library.current().id).toBe(signs.id);
  busy = null;
  await library.list();
  expect(library.current()).toBe(fashionMnist);
  await rm(join(home, 'elsewhere'), { recursive: true });
});

test('samples are of different classes, and a set that has just been made is worked with', async () => {
  const library = open();
  await library.start();
  const samples = await library.samples(signs.id, 3);
  const bytes = pictureBytes(ownShape);
  expect(samples).toHaveLength(3 * bytes);
  const levels = [0, 1, 2].map((i) => samples[i * bytes]!);
  expect(levels.map((level) => Math.floor(level / 85))).toEqual([0, 1, 2]);
  const made = await makeOwnSet(home, { name: 'New' });
  await library.added(made.id);
  expect(library.current().id).toBe(made.id);
});
