import { basename } from 'node:path';
import type { ImportOptions, ImportResult as CoreResult, ImportSource } from '#core/data/import/import-types';
import { importSource } from '#core/data/import/import-source';
import type { ImportSession } from '#core/data/import/session/import-session';
import { toErrorInfo, WardrobeError } from '#core/domain/errors';
import type { ImportResult, ImportState } from '#shared/contracts/imports';
import type { Log } from '../log-file';
import { throttle } from '../throttle';
import { capturedSource } from './captured-source';
import { countRefusals } from './count-refusals';
import { ImportTaker, type DecodedLot, type EncodedLot } from './import-taker';
import { previewSource } from './preview-source';
import { packBytes, readPictures } from './read-pictures';

export interface ImportServiceOptions {
  /** Looks at what lies at some paths. Throws WardrobeError, also when `signal` aborts. */
  look(
    paths: readonly string[],
    how: { signal: AbortSignal; onFound(found: number): void },
  ): Promise<ImportSource>;
  /** Begins a session. Throws WardrobeError: 'bad-input', 'disk'. */
  open(source: ImportSource, options: ImportOptions): Promise<ImportSession>;
  onChange(state: ImportState): void;
  /** A set is in the library. */
  onMade(id: string): Promise<void>;
  log: Log;
}

interface Making {
  taker: ImportTaker;
  session: ImportSession;
  /** Aborts when the set is cancelled. */
  signal: AbortSignal;
}

/**
 * Makes a data set of files, one at a time: looks at them, shows what there is, takes the pictures with the page's help, finishes. A
 * page that goes away and comes back finds the import where it stands.
 */
export class ImportService {
  readonly #options: ImportServiceOptions;
  #state: ImportState = { status: 'none' };
  #paths: readonly string[] = [];
  #source: ImportSource | null = null;
  #making: Making | null = null;
  #finishing: Promise<CoreResult> | null = null;
  /** Ends what is going on; a new one for each look and each set that is made. */
  #ending = new AbortController();
  readonly #told = throttle(150, () => this.#options.onChange(this.state()));

  constructor(options: ImportServiceOptions) {
    this.#options = options;
  }

  state(): ImportState {
    if (this.#state.status !== 'taking' || !this.#making) return this.#state;
    const { done, total, refused, secondsLeft } = this.#making.taker;
    return { ...this.#state, done, total, refused, secondsLeft };
  }

  /** Starts to look; resolves at once. Throws 'busy' while a set is being made. */
  look(paths: readonly string[]): void {
    this.#refuseWhileMaking();
    const ending = this.#begin();
    this.#closeSource();
    this.#paths = paths;
    this.#show({ status: 'looking', origin: originOf(paths), found: 0 });
    void this.#look(paths, ending.signal);
  }

  /** Bytes of pictures of the preview, of as many as fit into an answer; length −1: can't be read. Throws 'not-ready'. */
  async read(indices: readonly number[]): Promise<{ lengths: number[]; bytes: Uint8Array }> {
    const source = this.#source;
    if (!source || this.#state.status !== 'preview') throw nothingThere();
    const outcomes = await readPictures(
      source,
      indices.filter((index) => index < source.pictures.length),
    );
    const { bytes } = packBytes(outcomes.filter((outcome) => outcome instanceof Uint8Array));
    return { lengths: outcomes.map((one) => (one instanceof Uint8Array ? one.length : -1)), bytes };
  }

  /** Starts to make the set. Throws 'not-ready' without a preview, and as `open` does. */
  async begin(options: ImportOptions): Promise<void> {
    const source = this.#source;
    if (!source || this.#state.status !== 'preview') throw nothingThere();
    const preview = this.#state;
    const ending = this.#begin();
    this.#show({ status: 'taking', name: options.name, done: 0, total: 0, refused: 0, secondsLeft: null });
    try {
      const session = await this.#options.open(source, options);
      if (ending.signal.aborted) {
        await session.cancel();
        return;
      }
      const taker = new ImportTaker(session, () => this.#told.ask());
      this.#making = { taker, session, signal: ending.signal };
    } catch (error) {
      if (!ending.signal.aborted) this.#show(preview);
      throw error;
    }
    this.#options.onChange(this.state());
    if (source.pixelShape) void this.#work(this.#making, ({ taker, signal }) => taker.takePixels(signal));
  }

  /** Files for the page to decode, with what they are to become. Null when there are none. */
  async next(): Promise<(EncodedLot & Pick<ImportOptions, 'shape' | 'preparation'>) | null> {
    const making = this.#making;
    if (!making || this.#source?.pixelShape) return null;
    const { shape, preparation } = making.taker.options;
    let lot: EncodedLot | null = null;
    await this.#work(making, async ({ taker }) => void (lot = await taker.next()));
    return lot && { ...(lot as EncodedLot), shape, preparation };
  }

  /** Takes in a lot that the page has decoded. */
  async take(lot: DecodedLot): Promise<void> {
    if (this.#making) await this.#work(this.#making, ({ taker }) => taker.take(lot));
  }

  /** Ends what is going on: back to the preview from a set that is made, else to nothing. Nothing stays on the disk. */
  async cancel(): Promise<void> {
    const making = this.#making;
    this.#begin();
    if (making) {
      making.taker.end();
      await this.#leaveMaking();
      return this.#showPreview();
    }
    this.#closeSource();
    this.#show({ status: 'none' });
  }

  /** Makes a set of pictures that are there already: [pictures × bytes of a picture] of each class. Throws 'busy'. */
  async captured(
    options: ImportOptions,
    classes: readonly { name: string; pixels: Uint8Array }[],
  ): Promise<ImportResult> {
    this.#refuseWhileMaking();
    const source = capturedSource(options, classes);
    const session = await this.#options.open(source, options);
    try {
      await importSource(session, null);
      const result = await session.finish();
      await this.#options.onMade(result.id).catch((error: unknown) => this.#log(error));
      return told(result, options.name, 0);
    } finally {
      await session.cancel();
    }
  }

  /** The page is gone, or another came; what it was asked to decode is asked again. */
  pageIsGone(): void {
    if (this.#making) void this.#work(this.#making, ({ taker }) => taker.pageIsGone());
  }

  /** Whether something would be lost if the app ended now. */
  isMaking(): boolean {
    return this.#making !== null;
  }

  async #look(paths: readonly string[], signal: AbortSignal): Promise<void> {
    const onFound = (found: number) => {
      if (signal.aborted || this.#state.status !== 'looking') return;
      this.#state = { ...this.#state, found };
      this.#told.ask();
    };
    try {
      const source = await this.#options.look(paths, { signal, onFound });
      if (signal.aborted) return void source.close().catch(() => undefined);
      this.#source = source;
      this.#showPreview();
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    }
  }

  /** Does a part of making the set; when all is taken, finishes it, and when it can't go on, says why. */
  async #work(making: Making, work: (making: Making) => Promise<void>): Promise<void> {
    try {
      await work(making);
      if (making === this.#making && making.taker.isDone && this.#state.status === 'taking')
        await this.#finish(making);
    } catch (error) {
      if (making !== this.#making || making.signal.aborted) return;
      await this.#leaveMaking();
      this.#fail(error);
    }
  }

  async #finish({ taker, session, signal }: Making): Promise<void> {
    const { name } = taker.options;
    this.#show({ status: 'finishing', name });
    this.#finishing = session.finish({ signal });
    const result = await this.#finishing.finally(() => (this.#finishing = null));
    this.#making = null;
    this.#closeSource();
    await this.#options.onMade(result.id).catch((error: unknown) => this.#log(error));
    this.#show({ status: 'done', result: told(result, name, taker.turned) });
  }

  async #leaveMaking(): Promise<void> {
    const making = this.#making;
    // A set that is being finished ends by its signal, or is there before.
    await this.#finishing?.catch(() => undefined);
    if (making !== this.#making) return;
    this.#making = null;
    await making?.session.cancel().catch((error: unknown) => this.#log(error));
  }

  #refuseWhileMaking(): void {
    if (!this.#making && this.#state.status !== 'taking') return;
    throw new WardrobeError(
      'busy',
      'Another data set is being made.',
      'Wait until it is there, or cancel it in the Data step.',
    );
  }

  #begin(): AbortController {
    this.#ending.abort();
    return (this.#ending = new AbortController());
  }

  #showPreview(): void {
    if (this.#source) this.#show({ status: 'preview', preview: previewSource(this.#source) });
  }

  #closeSource(): void {
    void this.#source?.close().catch((error: unknown) => this.#log(error));
    this.#source = null;
  }

  #fail(error: unknown): void {
    this.#closeSource();
    this.#log(error);
    this.#show({
      status: 'failed',
      origin: originOf(this.#paths),
      paths: [...this.#paths],
      error: toErrorInfo(error),
    });
  }

  #log(error: unknown): void {
    const { kind, message } = toErrorInfo(error);
    this.#options.log(`import: ${kind}: ${message}`);
  }

  #show(state: ImportState): void {
    this.#told.cancel();
    this.#state = state;
    this.#options.onChange(this.state());
  }
}

/** The result as the page is told of it. */
function told(result: CoreResult, name: string, turned: number): ImportResult {
  const { id, classes, train, test, refused, exactDuplicates, nearDuplicates, contradictions } = result;
  return {
    id,
    name,
    classes: classes.length,
    train,
    test,
    refusals: countRefusals(refused),
    exactDuplicates,
    nearDuplicates,
    contradictions,
    turned,
  };
}

const originOf = (paths: readonly string[]): string =>
  paths.length === 1 ? basename(paths[0]!) : `${paths.length} files`;

const nothingThere = (): WardrobeError =>
  new WardrobeError(
    'not-ready',
    'There is nothing to make a data set of.',
    'Choose a folder or files first.',
  );
