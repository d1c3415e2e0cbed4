import { access, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { WardrobeError } from '../domain/errors';
import { diskError, errorCode } from './disk-error';
import { syncFolder } from './sync-folder';
import { removeFolder } from './unfinished-folder';

/** Folders that were removed and can still be put back: whole, out of sight within their parent. */
export class FolderTrash {
  readonly #parent: string;
  readonly #trash: string;
  readonly #kind: string;

  /** `kind` is what a folder holds, for messages: "run". */
  constructor(parent: string, kind: string) {
    this.#parent = parent;
    this.#trash = join(parent, '.trash');
    this.#kind = kind;
  }

  /** Moves the folder of that name here, whole. Throws WardrobeError('disk'). */
  async take(id: string): Promise<void> {
    const [from, to] = [join(this.#parent, id), join(this.#trash, id)];
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
    const [from, to] = [join(this.#trash, id), join(this.#parent, id)];
    if (await isThere(to))
      throw new WardrobeError(
        'bad-input',
        `There is already a ${this.#kind} ${id}.`,
        'Move that one away first, then put this one back.',
      );
    try {
      await this.#move(from, to);
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw diskError(error, from);
      throw new WardrobeError(
        'not-found',
        `The ${this.#kind} ${id} can't be put back: it has been deleted for good.`,
        `A removed ${this.#kind} is kept until the next start.`,
        { cause: error },
      );
    }
  }

  /** Names of what is here. */
  names(): Promise<string[]> {
    return readdir(this.#trash).catch(() => []);
  }

  /** Deletes for good what is here. Throws WardrobeError('disk'). */
  async empty(): Promise<void> {
    if (await isThere(this.#trash)) await removeFolder(this.#trash);
  }

  async #move(from: string, to: string): Promise<void> {
    await rename(from, to);
    await syncFolder(this.#trash);
    await syncFolder(this.#parent);
  }
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
