import { readFile, rename, rm } from 'node:fs/promises';
import { diskError, errorCode } from '../../files/disk-error';
import { sha256 } from '../../files/sha256';
import { writeFileAtomic } from '../../files/write-file-atomic';
import { damaged } from './read-json';

/** What a listing says about a file of bytes beside it. */
export interface Checked {
  sha256: string;
  bytes: number;
}

const previous = (file: string): string => `${file}.previous`;

/**
 * Writes `data` to `file`, then `listing`, made from the data's SHA-256, to `listingFile`. At every moment the listing
 * fits either `file` or the bytes it had before, so a crash loses nothing. `beforeListed` is done right before the new
 * listing takes the old one's place, when no more room on the disk is needed. Throws WardrobeError('disk').
 */
export async function writeChecked(
  file: string,
  data: Uint8Array,
  listingFile: string,
  listing: (checked: Checked) => unknown,
  beforeListed?: () => Promise<void>,
): Promise<void> {
  await keepPrevious(file, listingFile);
  try {
    await writeFileAtomic(file, data);
    const checked = { sha256: sha256(data), bytes: data.byteLength };
    await writeFileAtomic(listingFile, `${JSON.stringify(listing(checked))}\n`, beforeListed);
  } catch (error) {
    if (await isListed(previous(file), listingFile))
      await rename(previous(file), file).catch(() => undefined);
    throw error;
  }
  await rm(previous(file), { force: true });
}

/** Moves `file` aside, unless what stands aside is what the listing speaks of: then `file` is of a write that failed. */
async function keepPrevious(file: string, listingFile: string): Promise<void> {
  if (await isListed(previous(file), listingFile)) return;
  try {
    await rename(file, previous(file));
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw diskError(error, file);
  }
}

/** Whether the listing, as it stands on the disk, is of these bytes: their SHA-256 is in it. */
async function isListed(file: string, listingFile: string): Promise<boolean> {
  try {
    const data = await readFile(file);
    return (await readFile(listingFile, 'utf8')).includes(sha256(data));
  } catch {
    return false;
  }
}

/** The bytes a listing speaks of. Throws WardrobeError('corrupt') when neither `file` nor what it was before fits. */
export async function readChecked(file: string, checked: Checked): Promise<Uint8Array> {
  let reason = 'is missing';
  for (const candidate of [file, previous(file)]) {
    let data: Uint8Array;
    try {
      data = await readFile(candidate);
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') reason = `can't be read (${errorCode(error)})`;
      continue;
    }
    // A copy, so that it can be viewed as numbers whatever its offset in a shared buffer.
    if (data.byteLength === checked.bytes && sha256(data) === checked.sha256) return Uint8Array.from(data);
    reason = 'is damaged: its SHA-256 is not the one written down';
  }
  throw damaged(file, reason);
}
