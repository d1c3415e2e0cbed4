import { open, readFile, rm, stat, type FileHandle } from 'node:fs/promises';
import { z } from 'zod';
import { diskError } from '../../files/disk-error';
import { writeFileAtomic } from '../../files/write-file-atomic';

const notesSchema = z.object({
  url: z.string(),
  /** ETag or Last-Modified by which the server can tell that the file is still the same. */
  validator: z.string().nullable(),
  /** Null while the server has not said. */
  totalBytes: z.number().nullable(),
});
export type PartialNotes = z.infer<typeof notesSchema>;

/** A download that may go on after a restart: the bytes so far, and beside them what they are part of. */
export class PartialFile {
  readonly path: string;
  readonly #notesPath: string;

  constructor(path: string) {
    this.path = path;
    this.#notesPath = `${path}.json`;
  }

  /** What is there of `url`; nothing when the notes are absent, unreadable or about something else. */
  async state(url: string): Promise<{ bytes: number; notes: PartialNotes | null }> {
    try {
      const notes = notesSchema.parse(JSON.parse(await readFile(this.#notesPath, 'utf8')));
      const { size } = await stat(this.path);
      const fits = notes.url === url && (notes.totalBytes === null || size <= notes.totalBytes);
      if (fits) return { bytes: size, notes };
    } catch {
      // The partial file is useless: the download starts over.
    }
    return { bytes: 0, notes: null };
  }

  /** Empties the file, then notes what will be in it: bytes never stand beside another file's notes. */
  async restart(notes: PartialNotes): Promise<void> {
    await this.remove();
    await writeFileAtomic(this.#notesPath, JSON.stringify(notes));
  }

  async note(notes: PartialNotes): Promise<void> {
    await writeFileAtomic(this.#notesPath, JSON.stringify(notes));
  }

  async openToAppend(): Promise<FileHandle> {
    try {
      return await open(this.path, 'a');
    } catch (error) {
      throw diskError(error, this.path);
    }
  }

  async remove(): Promise<void> {
    try {
      await rm(this.#notesPath, { force: true });
      await rm(this.path, { force: true });
    } catch (error) {
      throw diskError(error, this.path);
    }
  }
}
