import { basename } from 'node:path';
import { pictureBytes, pictureCount } from '../../../domain/data-set';
import { WardrobeError } from '../../../domain/errors';
import { dataSetsFolder } from '../../../folders';
import { createDataSet, type DataSetWriter } from '../../library/data-set-writer';
import { ScratchFile } from '../files/scratch-file';
import { throwIfCancelled } from '../files/read-error';
import type { ImportOptions, ImportResult, ImportSource, Refused } from '../import-types';
import { findNear } from './find-near';
import { findSame } from './find-same';
import { PictureGroups } from './picture-groups';
import { PicturePrints } from './picture-prints';

/** Pictures that are handed to the writer at a time, in bytes. */
const bytesAtOnce = 1 << 22;

/** A picture that could not be used, by its position in the source. */
export interface RefusedPicture extends Refused {
  index: number;
}

const states = { open: 0, taken: 1, refused: 2 } as const;

/**
 * A data set in the making: pictures come in any order and lie in a file until all are there. Whatever fails, is cancelled or dies leaves
 * nothing behind. The source stays its owner's to close.
 */
export class ImportSession {
  readonly source: ImportSource;
  readonly options: ImportOptions;
  readonly #scratch: ScratchFile;
  readonly #writer: DataSetWriter;
  readonly #prints: PicturePrints;
  readonly #states: Uint8Array;
  readonly #refused: RefusedPicture[] = [];
  #done = 0;
  /** What later calls are told. */
  #over: Error | null = null;

  private constructor(
    source: ImportSource,
    options: ImportOptions,
    scratch: ScratchFile,
    writer: DataSetWriter,
  ) {
    this.source = source;
    this.options = options;
    this.#scratch = scratch;
    this.#writer = writer;
    this.#prints = new PicturePrints(source.pictures.length, options.shape);
    this.#states = new Uint8Array(source.pictures.length);
  }

  /** Throws WardrobeError: 'bad-input' for options that can't be, 'disk'. */
  static async begin(home: string, source: ImportSource, options: ImportOptions): Promise<ImportSession> {
    const writer = await createDataSet(home, {
      name: options.name,
      shape: options.shape,
      preparation: options.preparation,
      provenance: provenanceOf(source),
      licence: null,
    });
    try {
      const scratch = await ScratchFile.create(dataSetsFolder(home));
      return new ImportSession(source, options, scratch, writer);
    } catch (error) {
      await writer.discard();
      throw error;
    }
  }

  /** Pictures that were taken or refused so far. */
  get done(): number {
    return this.#done;
  }

  /**
   * Takes pictures [indices × bytes of a picture] by their positions in the source, in any order, and those that can't be used. Throws
   * WardrobeError: 'bad-input' for a picture that comes twice or has another size, 'disk'; then the session is over.
   */
  async take(
    indices: ArrayLike<number>,
    pixels: Uint8Array,
    refused: readonly RefusedPicture[] = [],
  ): Promise<void> {
    const bytes = pictureBytes(this.options.shape);
    if (this.#over) throw this.#over;
    try {
      if (pixels.length !== indices.length * bytes)
        throw new WardrobeError(
          'bad-input',
          `${pixels.length} bytes are not ${indices.length} pictures of ${bytes}.`,
        );
      for (const one of refused) {
        this.#mark(one.index, states.refused);
        this.#refused.push(one);
      }
      for (let i = 0; i < indices.length; i++) {
        const index = indices[i] ?? -1;
        this.#mark(index, states.taken);
        this.#prints.add(index, pixels.subarray(i * bytes, (i + 1) * bytes));
      }
      // What is one after the other in the file is written at once.
      for (let from = 0; from < indices.length;) {
        let to = from + 1;
        while (to < indices.length && indices[to] === (indices[from] ?? 0) + to - from) to++;
        await this.#scratch.write(pixels.subarray(from * bytes, to * bytes), (indices[from] ?? 0) * bytes);
        from = to;
      }
    } catch (error) {
      // A write that fails because another one ended the session has nothing to say of its own.
      const reason = this.#over ?? (error as Error);
      await this.#end(reason);
      throw reason;
    }
  }

  /**
   * Leaves out copies, draws the split where the source has none, and puts the set in its place. A published split is kept as it is: copies are
   * counted only. Throws WardrobeError: 'bad-input' where too little is left, 'cancelled', 'disk'; then nothing is left behind.
   */
  async finish({ signal }: { signal?: AbortSignal | undefined } = {}): Promise<ImportResult> {
    try {
      if (this.#over) throw this.#over;
      if (this.#done < this.#states.length)
        throw new WardrobeError(
          'not-ready',
          `${this.#states.length - this.#done} pictures have not been read.`,
        );
      return await this.#finish(signal);
    } finally {
      await this.cancel();
    }
  }

  /** Leaves nothing behind of a session that is not finished. */
  async cancel(): Promise<void> {
    await this.#end(new WardrobeError('cancelled', 'This import is over.'));
  }

  async #end(because: Error): Promise<void> {
    if (this.#over) return;
    this.#over = because;
    await this.#scratch.close();
    await this.#writer.discard();
  }

  #mark(index: number, state: number): void {
    if (this.#states[index] !== states.open)
      throw new WardrobeError('bad-input', `Picture ${index} is none of the source, or came before.`);
    this.#states[index] = state;
    this.#done += 1;
  }

  async #finish(signal: AbortSignal | undefined): Promise<ImportResult> {
    const { pictures, classes } = this.source;
    const taken = Int32Array.from(
      [...this.#states.keys()].filter((index) => this.#states[index] === states.taken),
    );
    const published = pictures.some(({ part }) => part !== null);
    const groups = new PictureGroups(pictures.length);
    const copies = new Set<number>();
    let contradictions = 0;
    const same = await findSame(this.#prints, taken, (index) => this.#read(index));
    for (const set of same) {
      const labels = new Map<number, number>();
      for (const index of set) {
        const label = pictures[index]?.label ?? 0;
        if (labels.has(label)) copies.add(index);
        else labels.set(label, index);
      }
      if (labels.size > 1) contradictions += 1;
    }
    const kept = published ? taken : taken.filter((index) => !copies.has(index));
    const distinct = taken.filter((index) => !copies.has(index));
    await findNear(this.#prints, distinct, groups, (index) => this.#read(index), signal);
    const nearDuplicates = groups.numbers().groups;
    for (const set of same) for (const index of set) groups.join(set[0] ?? index, index);
    const { numbers } = groups.numbers();
    await this.#write(kept, signal);
    const { testFraction, seed } = this.options;
    const split = published
      ? null
      : { testFraction, seed, groups: kept.map((index) => numbers[index] ?? -1) };
    throwIfCancelled(signal);
    const dataSet = await this.#writer.finish({ classes, split });
    return {
      id: dataSet.id,
      version: dataSet.version,
      classes: dataSet.classes,
      shape: dataSet.shape,
      train: pictureCount(dataSet.parts.train),
      test: pictureCount(dataSet.parts.test),
      refused: [
        ...this.source.refused,
        ...this.#refused
          .sort((a, b) => a.index - b.index)
          .map(({ name, reason, message }) => ({ name, reason, message })),
      ],
      exactDuplicates: copies.size,
      nearDuplicates,
      contradictions,
    };
  }

  #read(index: number): Promise<Uint8Array> {
    const bytes = pictureBytes(this.options.shape);
    return this.#scratch.read(index * bytes, bytes);
  }

  async #write(kept: Int32Array, signal: AbortSignal | undefined): Promise<void> {
    const { pictures } = this.source;
    const bytes = pictureBytes(this.options.shape);
    const most = Math.max(1, Math.floor(bytesAtOnce / bytes));
    for (let from = 0; from < kept.length;) {
      throwIfCancelled(signal);
      const first = kept[from] ?? 0;
      let to = from + 1;
      while (to < kept.length && (kept[to] ?? 0) < first + most) to++;
      const last = kept[to - 1] ?? first;
      const pixels = await this.#scratch.read(first * bytes, (last - first + 1) * bytes);
      const at = (index: number): number => (index - first) * bytes;
      await this.#writer.add(
        Array.from(kept.subarray(from, to), (index) => ({
          name: pictures[index]?.name ?? '',
          label: pictures[index]?.label ?? 0,
          part: pictures[index]?.part ?? null,
          pixels: pixels.subarray(at(index), at(index) + bytes),
        })),
      );
      from = to;
    }
  }
}

const kindWords = {
  folder: 'the folder',
  zip: 'the zip',
  idx: 'the IDX files in',
  csv: 'the CSV files in',
  webcam: 'the webcam',
} as const;

function provenanceOf({ kind, origin }: ImportSource): string {
  return kind === 'webcam' ? kindWords.webcam : `${kindWords[kind]} "${basename(origin)}"`;
}
