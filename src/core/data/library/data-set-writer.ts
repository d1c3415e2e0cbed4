import { mkdir, open, readdir, rename, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { pictureBytes, type DataSet } from '../../domain/data-set';
import { WardrobeError } from '../../domain/errors';
import { diskError, errorCode } from '../../files/disk-error';
import { syncFolder } from '../../files/sync-folder';
import { unfinishedFolder } from '../../files/unfinished-folder';
import { dataSetsFolder } from '../../folders';
import { inTurn } from '../../in-turn';
import { closeUp } from './close-up';
import { describeSet } from './describe-set';
import { drawSplit } from './draw-split';
import type { DrawnSplit, NewDataSet, NewPicture, Part } from './library-types';
import { countParts, writeAssignment } from './assignment';
import { checkContent, checkLabels, checkNewSet } from './check-set';
import { HashedFile } from './hashed-file';
import { fingerprintSet, type Assignment } from './set-fingerprint';
import { newSetId } from './set-id';
import { setLimits } from './set-limits';
import { leftOut, partCodes, setFileNames, setFormat, writeStoredSet, type StoredSet } from './stored-set';

export interface FinishedSet {
  /** Names of the classes; one that no picture is left of is not in the set. */
  classes: readonly string[];
  /** Null: every picture without a part is trained on. */
  split: DrawnSplit | null;
  /** Positions, in the order in which pictures were added, of those that don't come into the set after all. */
  dropped?: Iterable<number>;
}

/** Fashion-MNIST stands elsewhere, and its id is its own. */
const reservedIds = ['fashion-mnist'];

let begun = 0;

/** Begins a data set in the library of `home`; nobody sees it before it is finished. Throws WardrobeError: 'bad-input' for a set that can't be, 'disk'. */
export async function createDataSet(home: string, set: NewDataSet): Promise<DataSetWriter> {
  checkNewSet(set);
  const root = dataSetsFolder(home);
  const folder = unfinishedFolder(join(root, `import-${(begun += 1)}`));
  const opened: FileHandle[] = [];
  try {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    for (const name of [setFileNames.pictures, setFileNames.names])
      opened.push(await open(join(folder, name), 'wx'));
  } catch (error) {
    for (const handle of opened) await handle.close().catch(() => undefined);
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    throw diskError(error, folder);
  }
  const [pictures, names] = opened.map((handle) => new HashedFile(handle)) as [HashedFile, HashedFile];
  return new DataSetWriter(root, folder, set, pictures, names);
}

/**
 * Writes one data set, picture by picture; what waits in memory is bounded. Every method takes its turn after those called before.
 * Whatever fails takes all that was written with it.
 */
export class DataSetWriter {
  readonly #root: string;
  readonly #folder: string;
  readonly #set: NewDataSet;
  readonly #pictures: HashedFile;
  readonly #names: HashedFile;
  readonly #labels: number[] = [];
  readonly #parts: (Part | null)[] = [];
  readonly #inTurn = inTurn();
  #ended: WardrobeError | null = null;

  constructor(root: string, folder: string, set: NewDataSet, pictures: HashedFile, names: HashedFile) {
    this.#root = root;
    this.#folder = folder;
    this.#set = set;
    this.#pictures = pictures;
    this.#names = names;
  }

  /** Pictures that were added so far. */
  get count(): number {
    return this.#labels.length;
  }

  /** Adds pictures in this order. Throws WardrobeError: 'bad-input' for a picture that does not fit or is one too many, 'disk'. */
  add(pictures: NewPicture | readonly NewPicture[]): Promise<void> {
    const all = 'pixels' in pictures ? [pictures] : pictures;
    return this.#whole(async () => {
      for (const picture of all) {
        this.#check(picture);
        await this.#pictures.write(picture.pixels);
        await this.#names.write(Buffer.from(`${JSON.stringify(picture.name)}\n`));
        this.#labels.push(picture.label);
        this.#parts.push(picture.part);
      }
    });
  }

  /**
   * Puts the set in its place, complete, and describes it. Throws WardrobeError: 'bad-input' when there are too few or too many
   * classes or pictures, 'disk'.
   */
  finish({ classes, split, dropped = [] }: FinishedSet): Promise<DataSet> {
    return this.#whole(async () => {
      const labels = Uint16Array.from(this.#labels);
      checkLabels(labels, classes.length);
      for (const index of dropped) labels[index] = leftOut;
      const kept = closeUp(labels, classes);
      checkContent(kept);
      const drawn = split
        ? drawSplit(kept.labels, this.#parts, split)
        : this.#parts.map((part) => part ?? 'train');
      const parts = Uint8Array.from(drawn, (part) => partCodes[part]);
      const set = await this.#write(kept.classes, { labels: kept.labels, parts });
      const id = await this.#putInPlace();
      this.#ended = ended;
      return describeSet(id, set);
    });
  }

  /** Leaves nothing behind. Does nothing when the set is finished or gone already. */
  discard(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#ended === null) await this.#remove(ended);
    });
  }

  async #write(classes: readonly string[], assignment: Assignment): Promise<StoredSet> {
    const { name, ...set } = this.#set;
    const [version, createdAt] = ['1', new Date().toISOString()];
    const [picturesFile, namesFile] = [await this.#pictures.end(), await this.#names.end()];
    const bytes = pictureBytes(set.shape);
    const fingerprint = await fingerprintSet(join(this.#folder, setFileNames.pictures), bytes, assignment);
    const stored: StoredSet = {
      format: setFormat,
      createdAt,
      ...set,
      picturesFile,
      namesFile,
      current: version,
      versions: [
        {
          version,
          createdAt,
          change: 'Made',
          name,
          classes: [...classes],
          parts: countParts(assignment, classes.length),
          ...(await writeAssignment(this.#folder, version, assignment)),
          fingerprint,
        },
      ],
    };
    await writeStoredSet(this.#folder, stored);
    return stored;
  }

  /** Gives the id that it has found for the set. */
  async #putInPlace(): Promise<string> {
    const taken = new Set([
      ...reservedIds,
      ...(await readdir(this.#root)),
      ...(await readdir(join(this.#root, '.trash')).catch(() => [])),
    ]);
    for (;;) {
      const id = newSetId(this.#set.name, (one) => taken.has(one));
      try {
        await rename(this.#folder, join(this.#root, id));
        await syncFolder(this.#root);
        return id;
      } catch (error) {
        // Another process took it just now.
        if (!['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(errorCode(error)))
          throw diskError(error, this.#root);
        taken.add(id);
      }
    }
  }

  #check({ pixels, label }: NewPicture): void {
    if (pixels.length !== pictureBytes(this.#set.shape))
      throw new WardrobeError('bad-input', `A picture of ${pixels.length} bytes does not fit into this set.`);
    if (!Number.isInteger(label) || label < 0 || label >= setLimits.classes.max)
      throw new WardrobeError(
        'bad-input',
        `${label} is no label of a picture: there may be ${setLimits.classes.max} classes.`,
      );
    if (this.count >= setLimits.pictures.max)
      throw new WardrobeError(
        'bad-input',
        `There are more than ${setLimits.pictures.max.toLocaleString('en')} pictures.`,
        'Take a part of them.',
      );
  }

  #whole<T>(work: () => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      if (this.#ended) throw this.#ended;
      try {
        return await work();
      } catch (error) {
        const failure = error instanceof WardrobeError ? error : diskError(error, this.#folder);
        await this.#remove(failure).catch(() => undefined);
        throw failure;
      }
    });
  }

  async #remove(because: WardrobeError): Promise<void> {
    this.#ended = because;
    await Promise.all([this.#pictures.close(), this.#names.close()]);
    await rm(this.#folder, { recursive: true, force: true }).catch((error: unknown) => {
      throw diskError(error, this.#folder);
    });
  }
}

const ended = new WardrobeError('cancelled', 'This data set is not being made any more.');
