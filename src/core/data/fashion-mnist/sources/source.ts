import type { DataFile } from '../fashion-mnist';
import type { ProgressReporter } from '../progress-reporter';
import type { Patience } from '../download-file';

/** What a source gets to do its work with. */
export interface SourceContext {
  /** The files still needed. */
  missing: readonly DataFile[];
  /** Where a file has to be put, unpacked and checked. */
  pathOf(file: DataFile): string;
  /** For what a source keeps between tries; on the disk of the data set. */
  folder: string;
  reporter: ProgressReporter;
  signal?: AbortSignal | undefined;
  patience: Patience;
}

/** A place the data set can come from. */
export interface DatasetSource {
  /** For people: "Debian's package dataset-fashion-mnist". */
  readonly name: string;
  /** Whether it makes sense to try it on this machine; nothing is said of a source that isn't here. */
  isHere(): Promise<boolean>;
  /** Puts every missing file in place, or throws a WardrobeError. 'disk' and 'cancelled' end the whole search. */
  provide(context: SourceContext): Promise<void>;
}
