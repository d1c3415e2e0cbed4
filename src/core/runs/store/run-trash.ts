import { access, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { WardrobeError } from '../../domain/errors';
import { diskError, errorCode } from '../../files/disk-error';
import { syncFolder } from '../../files/sync-folder';
import { isRunId } from '../format/run-id';
import { removeFolder } from '../write/unfinished-folder';

/** Runs that were removed and can still be put back: whole folders, out of sight within the folder of runs. */
export class RunTrash {
  readonly #runs: string;
  readonly #trash: string;

  constructor(runsFolder: string) {
    this.#runs = runsFolder;
    this.#trash = join(runsFolder, '.trash');
  }

  /** Moves the folder of a run here, whole. Throws WardrobeError('disk'). */
  async take(id: string): Promise<void> {
    const [from, to] = [join(this.#runs, id), join(this.#trash, id)];
    try {
      await mkdir(this.#trash, { recursive: true });
      await rm(to, { recursive: true, force: true });
      await this.#move(from, to);
    } catch (error) {
      throw diskError(error, from);
    }
  }

  /** Throws WardrobeError: 'not-found' when it is not here, 'bad-input' when its place is taken, 'disk'. */
  async putBack(id: string): Promise<void> {
    const [from, to] = [join(this.#trash, id), join(this.#runs, id)];
    if (await isThere(to))
      throw new WardrobeError(
        'bad-input',
        `There is already a run ${id}.`,
        'Move that one away first, then put this one back.',
      );
    try {
      await this.#move(from, to);
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw diskError(error, from);
      throw new WardrobeError(
        'not-found',
        `The run ${id} can't be put back: it has been deleted for good.`,
        'Removed runs are kept until the next start.',
        { cause: error },
      );
    }
  }

  async ids(): Promise<string[]> {
    return (await readdir(this.#trash).catch(() => [])).filter(isRunId);
  }

  /** Deletes for good what is here. Throws WardrobeError('disk'). */
  async empty(): Promise<void> {
    if (await isThere(this.#trash)) await removeFolder(this.#trash);
  }

  async #move(from: string, to: string): Promise<void> {
    await rename(from, to);
    await syncFolder(this.#trash);
    await syncFolder(this.#runs);
  }
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
