import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pictureBytes, type DataSet } from '../../domain/data-set';
import { toErrorInfo, WardrobeError } from '../../domain/errors';
import { diskError, errorCode } from '../../files/disk-error';
import { FolderTrash } from '../../files/folder-trash';
import { withLock } from '../../files/lock';
import { clearUnfinished, lockPrefix, removeFolder } from '../../files/unfinished-folder';
import { dataFolder, dataSetsFolder } from '../../folders';
import { dataFiles, fashionMnist } from '../fashion-mnist/fashion-mnist';
import { isDatasetThere } from '../fashion-mnist/read-dataset';
import { changeVersion } from './change-set';
import { countParts, writeAssignment } from './assignment';
import { describeSet } from './describe-set';
import type { DataSetChange, LibraryEntry, UnreadableSet } from './library-types';
import { readAssignment } from './read-set';
import { fingerprintSet } from './set-fingerprint';
import { checkSetId, isSetId } from './set-id';
import {
  findVersion,
  noSuchSet,
  readStoredSet,
  setFileNames,
  writeStoredSet,
  type StoredSet,
} from './stored-set';

export interface LibraryList {
  /** Fashion-MNIST, then the others, newest first. */
  sets: LibraryEntry[];
  unreadable: UnreadableSet[];
  /** Ids of removed sets that can be put back. */
  removed: string[];
}

/** What is done under a lock takes as long as reading the set, ms. */
const patience = 120_000;

/** All data sets of a home. One that can't be read spoils nothing else. */
export class DataLibrary {
  readonly #home: string;
  readonly #folder: string;
  readonly #trash: FolderTrash;

  constructor(home: string) {
    this.#home = home;
    this.#folder = dataSetsFolder(home);
    this.#trash = new FolderTrash(this.#folder, 'data set');
  }

  /** Looks at descriptions only; pictures are checked when a set is opened. Throws WardrobeError('disk') when the folder can't be read. */
  async list(): Promise<LibraryList> {
    const sets: LibraryEntry[] = [];
    const unreadable: UnreadableSet[] = [];
    for (const id of await this.#ids()) {
      try {
        sets.push(await this.#entry(id));
      } catch (error) {
        unreadable.push({ id, folder: join(this.#folder, id), message: toErrorInfo(error).message });
      }
    }
    sets.sort(
      (a, b) =>
        (b.createdAt ?? '').localeCompare(a.createdAt ?? '') || (a.dataSet.id < b.dataSet.id ? -1 : 1),
    );
    const removed = (await this.#trash.names()).filter(isSetId);
    return { sets: [await this.#fashionMnist(), ...sets], unreadable, removed };
  }

  /** One entry of the list. Throws WardrobeError: 'bad-input', 'not-found', 'corrupt', 'unsupported'. */
  async describe(id: string): Promise<LibraryEntry> {
    if (id === fashionMnist.id) return this.#fashionMnist();
    checkSetId(id);
    return this.#entry(id);
  }

  /**
   * Changes a set, and describes it as it is then: a new version, or with 'go-back' an older one. Throws WardrobeError: as `describe`,
   * 'bad-input' for a change that can't be made, 'checksum', 'disk', 'busy' when another process changes it for long.
   */
  async change(id: string, change: DataSetChange): Promise<DataSet> {
    checkOwn(id);
    const folder = join(this.#folder, id);
    await readStoredSet(folder);
    const signal = AbortSignal.timeout(patience);
    return withLock(
      join(this.#folder, `${lockPrefix}${id}`),
      async () => {
        const set = await readStoredSet(folder);
        const changed =
          change.kind === 'go-back'
            ? { ...set, current: findVersion(set, change.version).version }
            : await addVersion(folder, set, change);
        await writeStoredSet(folder, changed);
        return describeSet(id, changed);
      },
      { signal },
    ).catch((error: unknown) => {
      if (error !== signal.reason) throw error;
      throw new WardrobeError(
        'busy',
        'Another Wardrobe is changing this data set.',
        'Wait a moment and try again.',
      );
    });
  }

  /** It can be put back until the trash is emptied. Throws WardrobeError: 'bad-input', 'not-found', 'disk'. */
  async moveToTrash(id: string): Promise<void> {
    await this.#checkThere(id);
    await this.#trash.take(id);
  }

  /** Throws WardrobeError: 'not-found' when it is not in the trash, 'bad-input' when its place is taken, 'disk'. */
  async putBack(id: string): Promise<void> {
    checkSetId(id);
    await this.#trash.putBack(id);
  }

  /** Deletes a set for good, also one that can't be read. Throws WardrobeError: 'bad-input', 'not-found', 'disk'. */
  async remove(id: string): Promise<void> {
    await this.#checkThere(id);
    await removeFolder(join(this.#folder, id));
  }

  /** Deletes for good what was moved to the trash. Throws WardrobeError('disk'). */
  emptyTrash(): Promise<void> {
    return this.#trash.empty();
  }

  /** Clears away what processes that are gone left half made or half removed. Throws WardrobeError('disk'). */
  async tidy(): Promise<void> {
    try {
      await clearUnfinished(this.#folder);
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw diskError(error, this.#folder);
    }
  }

  async #ids(): Promise<string[]> {
    try {
      const entries = await readdir(this.#folder, { withFileTypes: true });
      return entries.filter((entry) => !entry.isFile() && isSetId(entry.name)).map(({ name }) => name);
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return [];
      throw diskError(error, this.#folder);
    }
  }

  async #entry(id: string): Promise<LibraryEntry> {
    const folder = join(this.#folder, id);
    const set = await readStoredSet(folder);
    return {
      dataSet: describeSet(id, set),
      folder,
      bytes: await bytesIn(folder),
      createdAt: set.createdAt,
      versions: set.versions.map(({ version, createdAt, change }) => ({ version, createdAt, change })),
    };
  }

  async #fashionMnist(): Promise<LibraryEntry> {
    const folder = dataFolder(this.#home);
    const isThere = await isDatasetThere(folder);
    return {
      dataSet: fashionMnist,
      folder: isThere ? folder : null,
      bytes: isThere ? Object.values(dataFiles).reduce((sum, { bytes }) => sum + bytes, 0) : 0,
      createdAt: null,
      versions: [{ version: fashionMnist.version, createdAt: fashionMnistPublished, change: 'Published' }],
    };
  }

  async #checkThere(id: string): Promise<void> {
    checkOwn(id);
    if (!(await this.#ids()).includes(id)) throw noSuchSet(id);
  }
}

const fashionMnistPublished = '2017-08-25T00:00:00.000Z';

function checkOwn(id: string): void {
  checkSetId(id);
  if (id === fashionMnist.id)
    throw new WardrobeError(
      'bad-input',
      `${fashionMnist.name} belongs to Wardrobe: it can't be changed or removed here.`,
      'Results on it are only worth comparing while it is as it was published.',
    );
}

async function addVersion(
  folder: string,
  set: StoredSet,
  change: Exclude<DataSetChange, { kind: 'go-back' }>,
): Promise<StoredSet> {
  const before = findVersion(set);
  const { samePictures, ...after } = changeVersion(
    { name: before.name, classes: before.classes, ...(await readAssignment(folder, set)) },
    change,
  );
  const version = `${Math.max(...set.versions.map((one) => Number(one.version))) + 1}`;
  const { name, classes, labels, parts } = after;
  const fingerprint = await fingerprintSet(
    join(folder, setFileNames.pictures),
    pictureBytes(set.shape),
    { labels, parts },
    samePictures ? before.fingerprint : null,
  );
  const added = {
    version,
    createdAt: new Date().toISOString(),
    change: after.change,
    name,
    classes: [...classes],
    parts: countParts(after, classes.length),
    ...(await writeAssignment(folder, version, after)),
    fingerprint,
  };
  return { ...set, current: version, versions: [...set.versions, added] };
}

async function bytesIn(folder: string): Promise<number> {
  const sizes = (await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
