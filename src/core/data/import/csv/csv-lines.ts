import { WardrobeError } from '../../../domain/errors';
import type { FileSet } from '../files/file-set';
import { throwIfCancelled } from '../files/read-error';
import { streamError, unpackedStream } from '../files/unpacked-stream';

/** More than a picture of 256 × 256 in colour takes with twenty characters a value. */
const longestLine = 4 << 20;
const newline = 10;
const carriageReturn = 13;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

export interface CsvFile {
  /** Its position among the files. */
  file: number;
  name: string;
}

/** The lines of a file, unpacked, with their number from 1; without empty ones. Errors name the file. Throws WardrobeError. */
export async function* csvLines(
  files: FileSet,
  { file, name }: CsvFile,
  signal: AbortSignal | undefined,
): AsyncGenerator<{ number: number; line: Buffer }> {
  let rest: Buffer = Buffer.alloc(0);
  let number = 0;
  try {
    for await (const chunk of await unpackedStream(files, file)) {
      throwIfCancelled(signal);
      const bytes = rest.length > 0 ? Buffer.concat([rest, chunk as Buffer]) : (chunk as Buffer);
      let from = 0;
      for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, from)) {
        const line = cleaned(bytes.subarray(from, end), (number += 1));
        from = end + 1;
        if (line.length > 0) yield { number, line };
      }
      rest = bytes.subarray(from);
      if (rest.length > longestLine) throw endless(name, number + 1);
    }
  } catch (error) {
    throw streamError(error, name);
  }
  const last = cleaned(rest, number + 1);
  if (last.length > 0) yield { number: number + 1, line: last };
}

function cleaned(line: Buffer, number: number): Buffer {
  const from = number === 1 && line.subarray(0, 3).equals(byteOrderMark) ? 3 : 0;
  return line.subarray(from, line.at(-1) === carriageReturn ? line.length - 1 : line.length);
}

const endless = (name: string, line: number): WardrobeError =>
  new WardrobeError(
    'corrupt',
    `${name}, line ${line}: it does not end after ${longestLine >> 20} MiB.`,
    'A CSV file has a line for each picture.',
  );
