import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { WardrobeError } from '../../domain/errors';
import { diskError } from '../../files/disk-error';
import { cancelled } from './cancelled';
import { httpGet } from './http-get';
import { isUnreachable, networkError, stalledError } from './network-errors';
import { PartialFile, type PartialNotes } from './partial-file';
import { readAnswer, tooLarge, type Answer } from './read-answer';

/** How patient a download is. */
export interface Patience {
  /** Give up on a connection that sends nothing for so many ms. */
  stallMs: number;
  /** Tries after the first that bring no new byte. */
  retries: number;
  /** ms before the first retry; twice as long before each next one. */
  retryDelayMs: number;
}

export const defaultPatience: Patience = { stallMs: 15_000, retries: 2, retryDelayMs: 500 };

export interface Download {
  url: string;
  /** Where the bytes go, and where those of an earlier try may be. */
  file: string;
  /** A larger answer is refused. */
  mostBytes: number;
  patience?: Patience;
  signal?: AbortSignal | undefined;
  /** `totalBytes` is null while it is not known. */
  onProgress?: (doneBytes: number, totalBytes: number | null) => void;
}

/**
 * Downloads `url` to `file`, going on where an earlier try, also of another process, was cut off. `resumed` says whether
 * it did: bytes from before a crash may be bad. Throws WardrobeError: 'offline', 'timeout', 'not-found', 'checksum' for a
 * web page or too large an answer, 'refused', 'disk', 'cancelled'; what has come so far is kept.
 */
export async function downloadFile(download: Download): Promise<{ resumed: boolean }> {
  const { url, signal, patience = defaultPatience } = download;
  const partial = new PartialFile(download.file);
  let mostBytes = (await partial.state(url)).bytes;
  const resumed = mostBytes > 0;
  for (let fruitless = 0; ; fruitless++) {
    const failure = await tryOnce(download, partial, patience);
    if (!failure) return { resumed };
    const { bytes } = await partial.state(url);
    if (bytes > mostBytes) fruitless = 0;
    mostBytes = Math.max(mostBytes, bytes);
    if (!failure.mayRetry || fruitless >= patience.retries) throw failure.error;
    await pause(patience.retryDelayMs * 2 ** fruitless, undefined, signal && { signal }).catch(() => {
      throw cancelled();
    });
  }
}

interface Failure {
  error: WardrobeError;
  mayRetry: boolean;
}

/** One request. Null when the file is whole. */
async function tryOnce(
  download: Download,
  partial: PartialFile,
  patience: Patience,
): Promise<Failure | null> {
  const { url, signal } = download;
  if (signal?.aborted) throw cancelled();
  const host = hostOf(url);
  const stall = new AbortController();
  const timer = setTimeout(() => {
    stall.abort();
  }, patience.stallMs);
  const either = AbortSignal.any([stall.signal, ...(signal ? [signal] : [])]);
  let answered = false;
  try {
    const { bytes, notes } = await partial.state(url);
    if (bytes > 0 && bytes === notes?.totalBytes) return null;
    const response = await httpGet(url, rangeHeaders(bytes, notes), either);
    answered = true;
    const body = keepFlowing(response);
    try {
      const answer = readAnswer(response, { url, host, offset: bytes, notes, mostBytes: download.mostBytes });
      if (answer === 'restart') {
        await partial.remove();
        return { error: brokenOff(), mayRetry: true };
      }
      if (answer.offset === 0) await partial.restart(answer.notes);
      const end = await receive(body, partial, answer, download, () => timer.refresh());
      if (!response.complete) throw brokenOff();
      if (answer.notes.totalBytes === null) await partial.note({ ...answer.notes, totalBytes: end });
      else if (end !== answer.notes.totalBytes) return { error: brokenOff(), mayRetry: true };
      return null;
    } finally {
      response.destroy();
    }
  } catch (error) {
    if (signal?.aborted) throw cancelled();
    if (stall.signal.aborted) return { error: stalledError(patience.stallMs), mayRetry: answered };
    if (error instanceof WardrobeError) return { error, mayRetry: error.kind === 'offline' };
    return { error: networkError(error), mayRetry: !isUnreachable(error) };
  } finally {
    clearTimeout(timer);
  }
}

function rangeHeaders(offset: number, notes: PartialNotes | null): Record<string, string> {
  if (offset === 0) return {};
  return { range: `bytes=${offset}-`, ...(notes?.validator && { 'if-range': notes.validator }) };
}

/**
 * The body as far as it comes. A response that is cut off throws away what was received and not yet read; taken in at
 * once, all of it is kept.
 */
function keepFlowing(response: IncomingMessage): AsyncIterable<Uint8Array> {
  const body = new PassThrough({ highWaterMark: 1 << 20 });
  response.on('error', () => undefined);
  response.on('close', () => body.end());
  return response.pipe(body);
}

/** Appends the body; gives the length of the file then. */
async function receive(
  body: AsyncIterable<Uint8Array>,
  partial: PartialFile,
  { offset, notes }: Answer,
  { url, mostBytes, onProgress }: Download,
  stillAlive: () => void,
): Promise<number> {
  let end = offset;
  const handle = await partial.openToAppend();
  try {
    for await (const piece of body) {
      stillAlive();
      end += piece.byteLength;
      if (end > mostBytes) throw tooLarge(hostOf(url));
      await handle.appendFile(piece).catch((error: unknown) => {
        throw diskError(error, partial.path);
      });
      onProgress?.(end, notes.totalBytes);
    }
  } finally {
    await handle.close();
  }
  return end;
}

const brokenOff = (): WardrobeError =>
  new WardrobeError('offline', 'The connection broke off.', 'Check the network and try again.');

/** For people; what is no address is refused when it is asked for. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
