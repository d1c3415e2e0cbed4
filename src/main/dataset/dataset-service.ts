import { findDataFacts } from '#core/data/find-data-facts';
import { getDataset, type DatasetProgress } from '#core/data/fashion-mnist/get-dataset';
import { inspectDataset } from '#core/data/fashion-mnist/inspect-dataset';
import { readDataset } from '#core/data/fashion-mnist/read-dataset';
import {
  countSplit,
  selectPictures,
  type PicturePage,
  type PictureQuery,
  type SplitCounts,
} from '#core/data/select-pictures';
import { checkSourceFolder } from '#core/data/fashion-mnist/sources/folder-source';
import type { DataFacts, DataSet, DataSetPictures, LabelledPictures } from '#core/domain/data-set';
import { toErrorInfo, WardrobeError } from '#core/domain/errors';
import type { DatasetState } from '#shared/contracts/dataset';
import type { Log } from '../log-file';
import { throttle } from '../throttle';

export interface DatasetServiceOptions {
  /** The set that can be got, and the one that is worked with until another is taken. */
  first: DataSet;
  /** Where its decompressed files lie or shall lie. */
  folder: string;
  /** Where another set of the library lies. Throws WardrobeError('not-found'). */
  folderOf(dataSet: DataSet): string;
  /** Reads another set of the library. */
  open(dataSet: DataSet): Promise<DataSetPictures>;
  onChange(state: DatasetState): void;
  log: Log;
}

const looking: DatasetState = {
  status: 'working',
  phase: 'looking',
  source: 'this computer',
  file: null,
  doneBytes: 0,
  totalBytes: 0,
  secondsLeft: null,
  attempts: [],
};

/** How the set that is worked with stands: looked at once it is taken up, and read once its pictures are asked for. The first one is got on request. */
export class DatasetService {
  readonly #options: DatasetServiceOptions;
  #dataSet: DataSet;
  #state: DatasetState = looking;
  /** Counts what was looked at, so that what is found of a set that was left meanwhile is dropped. */
  #look = 0;
  #pictures: Promise<DataSetPictures> | undefined;
  #getting: AbortController | undefined;
  readonly #facts = new Map<number, { dataset: DataSetPictures; facts: Promise<DataFacts> }>();
  readonly #told = throttle(150, () => this.#options.onChange(this.#state));

  constructor(options: DatasetServiceOptions) {
    this.#options = options;
    this.#dataSet = options.first;
  }

  state(): DatasetState {
    return this.#state;
  }

  isReady(): boolean {
    return this.#state.status === 'ready';
  }

  isGetting(): boolean {
    return this.#getting !== undefined;
  }

  /** Works with this set from now on; resolves when it has been looked at. Another version of the same set stays ready meanwhile. Never rejects. */
  use(dataSet: DataSet): Promise<void> {
    const stays = dataSet.id === this.#dataSet.id && this.isReady();
    this.#dataSet = dataSet;
    return this.#lookAt(stays);
  }

  /** Looks whether the data set is there and right. */
  look(): Promise<void> {
    return this.#lookAt(false);
  }

  async #lookAt(quietly: boolean): Promise<void> {
    const [dataSet, look] = [this.#dataSet, (this.#look += 1)];
    this.#pictures = undefined;
    this.#facts.clear();
    if (!quietly) this.#show(looking);
    try {
      const state = await (this.#isFirst() ? this.#inspectFirst() : this.#inspect(dataSet));
      if (look === this.#look) this.#show(state);
    } catch (error) {
      if (look === this.#look) this.#fail(error, []);
    }
  }

  #isFirst(): boolean {
    return this.#dataSet.id === this.#options.first.id;
  }

  async #inspectFirst(): Promise<DatasetState> {
    const info = await inspectDataset(this.#options.folder);
    return info ? { status: 'ready', ...info } : { status: 'missing' };
  }

  async #inspect(dataSet: DataSet): Promise<DatasetState> {
    const pictures = this.#options.open(dataSet);
    await pictures;
    if (dataSet === this.#dataSet) this.#pictures = pictures;
    return {
      status: 'ready',
      source: dataSet.provenance,
      folder: this.#options.folderOf(dataSet),
      classNames: [...dataSet.classes],
      trainPerClass: [...dataSet.parts.train],
      testPerClass: [...dataSet.parts.test],
      sharedWithTrain: null,
    };
  }

  /**
   * Starts to get the data set, from a folder or from its sources. Throws 'busy' while it is being got or looked at; with the
   * set at hand, as `checkSourceFolder` for a folder that lacks the files: that costs nothing of what is there.
   */
  async get(from?: string): Promise<void> {
    if (!this.#isFirst())
      throw new WardrobeError(
        'unsupported',
        `${this.#dataSet.name} is a set of your own: there is nothing to get.`,
        `Choose ${this.#options.first.name} in the Data step first.`,
      );
    if (from !== undefined && this.isReady()) await checkSourceFolder(from);
    if (this.#state.status === 'working') {
      throw new WardrobeError(
        'busy',
        'The data set is already being fetched.',
        'Wait for it, or cancel first.',
      );
    }
    const getting = new AbortController();
    this.#getting = getting;
    this.#show(looking);
    void this.#get(from, getting.signal).finally(() => (this.#getting = undefined));
  }

  /** Ends the getting; what stood before is looked at again. Does nothing when nothing is being got. */
  cancel(): void {
    this.#getting?.abort();
  }

  /** How many pictures of each class each part has. Throws 'not-ready' without the data set. */
  async split(validationFraction: number): Promise<SplitCounts> {
    return countSplit(await this.#read(), validationFraction);
  }

  /** What the coach knows of the data; found once for each fraction. Throws 'not-ready' without the data set. */
  async facts(validationFraction: number): Promise<DataFacts> {
    const dataset = await this.#read();
    const known = this.#facts.get(validationFraction);
    if (known?.dataset === dataset) return known.facts;
    const facts = findDataFacts(dataset, validationFraction);
    this.#facts.set(validationFraction, { dataset, facts });
    return facts;
  }

  /** A page of pictures of one part. Throws 'not-ready' without the data set. */
  async pictures(query: PictureQuery): Promise<PicturePage> {
    return selectPictures(await this.#read(), query);
  }

  /** The test pictures. Throws 'not-ready' without the data set. */
  async testPictures(): Promise<LabelledPictures> {
    return (await this.#read()).test;
  }

  async #get(from: string | undefined, signal: AbortSignal): Promise<void> {
    let attempts: DatasetProgress['attempts'] = [];
    const onProgress = (progress: DatasetProgress) => {
      attempts = progress.attempts;
      this.#state = { status: 'working', ...progress };
      this.#told.ask();
    };
    try {
      await getDataset({
        folder: this.#options.folder,
        signal,
        onProgress,
        ...(from === undefined ? {} : { from }),
      });
      await this.look();
    } catch (error) {
      if (signal.aborted) await this.look();
      else this.#fail(error, attempts);
    }
  }

  #read(): Promise<DataSetPictures> {
    if (!this.isReady()) {
      throw new WardrobeError('not-ready', 'The data set is not here yet.', 'Get it in the Data step first.');
    }
    const dataSet = this.#dataSet;
    const { folder, open } = this.#options;
    this.#pictures ??= (this.#isFirst() ? readDataset(folder) : open(dataSet)).catch((error: unknown) => {
      // Someone took or changed the files while the app was open.
      if (dataSet === this.#dataSet) this.#fail(error, []);
      throw error;
    });
    return this.#pictures;
  }

  #fail(error: unknown, attempts: DatasetProgress['attempts']): void {
    const info = toErrorInfo(error);
    this.#options.log(`data set: ${info.kind}: ${info.message}`);
    this.#show({ status: 'failed', error: info, attempts });
  }

  #show(state: DatasetState): void {
    this.#told.cancel();
    this.#state = state;
    this.#options.onChange(state);
  }
}
