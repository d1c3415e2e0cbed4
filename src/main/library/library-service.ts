import type { DataLibrary } from '#core/data/library/data-library';
import type { DataSetChange, LibraryEntry, UnreadableSet } from '#core/data/library/library-types';
import { samplePictures } from '#core/data/sample-pictures';
import type { DataSet, DataSetPictures } from '#core/domain/data-set';
import { toErrorInfo, WardrobeError } from '#core/domain/errors';
import { inTurn } from '#core/in-turn';
import type { LibrarySnapshot } from '#shared/contracts/library';
import type { Log } from '../log-file';

export interface LibraryServiceOptions {
  library: Pick<DataLibrary, 'list' | 'change' | 'moveToTrash' | 'putBack' | 'emptyTrash' | 'tidy'>;
  /** Always in the list, and worked with where no other set is. */
  first: DataSet;
  /** Reads a set of the list with its pictures. */
  open(dataSet: DataSet): Promise<DataSetPictures>;
  /** Id of the set that was worked with last. */
  lastUsed: string | undefined;
  keepUsed(id: string): Promise<void>;
  /** Another set, or another version of it, is worked with from now on. */
  onUse(dataSet: DataSet): void;
  onChange(snapshot: LibrarySnapshot): void;
  /** Why another set can't be taken now; null where it can. */
  whyBusy(): WardrobeError | null;
  log: Log;
}

/** The list of data sets and which of them is worked with. Sets may come and go on the disk: each look finds what is there. */
export class LibraryService {
  readonly #options: LibraryServiceOptions;
  readonly #inTurn = inTurn();
  #sets: LibraryEntry[] = [];
  #unreadable: UnreadableSet[] = [];
  #removed: string[] = [];
  #current: DataSet;
  /** Of sets that were removed, by id. */
  readonly #names = new Map<string, string>();
  readonly #samples = new Map<string, Promise<Uint8Array>>();

  constructor(options: LibraryServiceOptions) {
    this.#options = options;
    this.#current = options.first;
  }

  current(): DataSet {
    return this.#current;
  }

  snapshot(): LibrarySnapshot {
    return {
      current: this.#current.id,
      sets: this.#sets.map((entry) => ({ ...entry, versions: [...entry.versions] })),
      unreadable: this.#unreadable,
      removed: this.#removed.map((id) => ({ id, name: this.#names.get(id) ?? id })),
    };
  }

  /** What was removed before is deleted for good, and the set that was worked with last is taken up again. Never rejects. */
  start(): Promise<void> {
    return this.#inTurn(async () => {
      const { library, lastUsed, log } = this.#options;
      for (const clear of [library.emptyTrash(), library.tidy()])
        await clear.catch((error: unknown) => log(`data sets: ${toErrorInfo(error).message}`));
      await this.#look();
      this.#use(this.#find(lastUsed)?.dataSet ?? this.#current);
      this.#tell();
    });
  }

  /** Looks at the disk again. A set that is worked with and no longer there gives way to the first one. */
  list(): Promise<LibrarySnapshot> {
    return this.#inTurn(async () => {
      await this.#lookAndTell();
      return this.snapshot();
    });
  }

  /** Throws WardrobeError: 'not-found', 'busy' as `whyBusy`. */
  choose(id: string): Promise<void> {
    return this.#inTurn(() => this.#choose(id));
  }

  /** Takes in a set that has just been made, and works with it unless another one can't be left now. */
  added(id: string): Promise<void> {
    return this.#inTurn(async () => {
      await this.#lookAndTell();
      if (!this.#options.whyBusy()) await this.#choose(id);
    });
  }

  /** Makes a new version. Throws WardrobeError: 'busy' as `whyBusy` for the set that is worked with, and as `DataLibrary.change`. */
  change(id: string, change: DataSetChange): Promise<void> {
    return this.#inTurn(async () => {
      if (id === this.#current.id) this.#refuseIfBusy();
      await this.#options.library.change(id, change);
      await this.#lookAndTell();
    });
  }

  /** Until the next start it can be put back. Throws WardrobeError: 'busy' as `change`, 'disk'. */
  remove(id: string): Promise<void> {
    return this.#inTurn(async () => {
      if (id === this.#current.id) this.#refuseIfBusy();
      this.#names.set(id, this.#find(id)?.dataSet.name ?? id);
      await this.#options.library.moveToTrash(id);
      await this.#lookAndTell();
    });
  }

  /** Throws WardrobeError: 'not-found', 'disk'. */
  putBack(id: string): Promise<void> {
    return this.#inTurn(async () => {
      await this.#options.library.putBack(id);
      await this.#lookAndTell();
    });
  }

  /** Pictures of different classes: [count or fewer × bytes of a picture]. Throws WardrobeError: 'not-found', 'not-ready', 'corrupt'. */
  samples(id: string, count: number): Promise<Uint8Array> {
    const { dataSet } = this.#entry(id);
    const key = JSON.stringify([id, dataSet.version, count]);
    const known = this.#samples.get(key) ?? this.#readSamples(dataSet, count);
    this.#samples.set(key, known);
    known.catch(() => this.#samples.delete(key));
    return known;
  }

  /** Where a set lies, also one that can't be read. Throws WardrobeError: 'not-found', 'not-ready'. */
  folderOf(id: string): string {
    const folder = this.#unreadable.find((set) => set.id === id)?.folder ?? this.#entry(id).folder;
    if (folder === null)
      throw new WardrobeError(
        'not-ready',
        'It is not on this computer yet.',
        'Get it in the Data step first.',
      );
    return folder;
  }

  async #readSamples(dataSet: DataSet, count: number): Promise<Uint8Array> {
    return samplePictures(await this.#options.open(dataSet), count);
  }

  async #choose(id: string): Promise<void> {
    const { dataSet } = this.#entry(id);
    if (id === this.#current.id) return;
    this.#refuseIfBusy();
    this.#use(dataSet);
    this.#tell();
    await this.#options.keepUsed(id);
  }

  async #lookAndTell(): Promise<void> {
    await this.#look();
    const now = this.#find(this.#current.id)?.dataSet;
    // A model that is being trained on it keeps it; the next look sees to the rest.
    if (now?.version !== this.#current.version && !this.#options.whyBusy())
      this.#use(now ?? this.#options.first);
    this.#tell();
  }

  async #look(): Promise<void> {
    const { library, log } = this.#options;
    try {
      const { sets, unreadable, removed } = await library.list();
      [this.#sets, this.#unreadable, this.#removed] = [sets, unreadable, removed];
    } catch (error) {
      log(`data sets: ${toErrorInfo(error).message}`);
    }
  }

  #use(dataSet: DataSet): void {
    this.#current = dataSet;
    this.#options.onUse(dataSet);
  }

  #tell(): void {
    this.#options.onChange(this.snapshot());
  }

  #find(id: string | undefined): LibraryEntry | undefined {
    return this.#sets.find(({ dataSet }) => dataSet.id === id);
  }

  #entry(id: string): LibraryEntry {
    const entry = this.#find(id);
    if (entry) return entry;
    throw new WardrobeError(
      'not-found',
      'This data set is not on this computer any more.',
      'Choose another one in the Data step.',
    );
  }

  #refuseIfBusy(): void {
    const why = this.#options.whyBusy();
    if (why) throw why;
  }
}
