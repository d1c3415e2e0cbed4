import type { IncomingMessage } from 'node:http';
import { WardrobeError } from '../../domain/errors';
import type { PartialNotes } from './partial-file';

export interface Answer {
  /** Position in the file of the first byte of the body. */
  offset: number;
  notes: PartialNotes;
}

const hint = 'Try again later, or use files you have.';

/**
 * Interprets a server's answer to a request for the bytes from `offset` on; 'restart' when the partial download can't be
 * continued. Throws WardrobeError for an answer that contains no file.
 */
export function readAnswer(
  { statusCode = 0, headers }: IncomingMessage,
  asked: { url: string; host: string; offset: number; notes: PartialNotes | null; mostBytes: number },
): Answer | 'restart' {
  const { url, host, offset, notes, mostBytes } = asked;
  if (statusCode === 416) return 'restart';
  if (statusCode === 429 || statusCode >= 500)
    throw new WardrobeError('offline', `${host} can't answer now (status ${statusCode}).`, hint);
  if (statusCode !== 200 && statusCode !== 206)
    throw new WardrobeError('not-found', `${host} doesn't give the file (status ${statusCode}).`, hint);
  if (headers['content-type']?.startsWith('text/html'))
    throw new WardrobeError('checksum', `${host} sent a web page instead of the file.`, hint);

  const validator = validatorOf(headers);
  const range =
    statusCode === 206 ? parseRange(headers['content-range']) : { start: 0, total: lengthOf(headers) };
  if (!range || range.start !== (statusCode === 206 ? offset : 0)) return 'restart';
  if (range.start > 0) {
    const isOther = Boolean(notes?.validator && validator && notes.validator !== validator);
    if (isOther || (notes && notes.totalBytes !== null && notes.totalBytes !== range.total)) return 'restart';
  }
  if (range.total !== null && range.total > mostBytes) throw tooLarge(host);
  return { offset: range.start, notes: { url, validator, totalBytes: range.total } };
}

export function tooLarge(host: string): WardrobeError {
  return new WardrobeError('checksum', `${host} sends more than the file can have.`, hint);
}

/** If-Range takes strong ETags and dates only (RFC 9110, 13.1.5). */
function validatorOf(headers: IncomingMessage['headers']): string | null {
  const { etag } = headers;
  return etag && !etag.startsWith('W/') ? etag : (headers['last-modified'] ?? null);
}

function lengthOf(headers: IncomingMessage['headers']): number | null {
  const length = headers['content-length'];
  return length === undefined ? null : Number(length);
}

function parseRange(header: string | undefined): { start: number; total: number | null } | null {
  const [, start, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(header ?? '') ?? [];
  if (start === undefined || total === undefined) return null;
  return { start: Number(start), total: total === '*' ? null : Number(total) };
}
