import { tmpdir } from 'node:os';
import { pictureBytes } from '../../../domain/data-set';
import { WardrobeError } from '../../../domain/errors';
import { setLimits } from '../../library/set-limits';
import type { FileSet } from '../files/file-set';
import { ScratchFile } from '../files/scratch-file';
import type { Refused } from '../import-types';
import { csvLines, type CsvFile } from './csv-lines';
import type { CsvLayout } from './csv-layout';
import { parseRow } from './parse-row';

/** Bytes that are collected before they are written. */
const atOnce = 1 << 20;
/** With more bad lines than good ones, the file is not what it was taken for. */
const mostRefused = 1000;

export interface CopiedCsv {
  scratch: ScratchFile;
  labels: string[];
  /** The lines of the file that they are from. */
  lines: number[];
  refused: Refused[];
  /** The largest value. */
  most: number;
}

/** Copies the pictures of a file into a scratch file; lines that can't be read are refused. Throws WardrobeError. */
export async function copyCsv(
  files: FileSet,
  file: CsvFile,
  layout: CsvLayout,
  labelColumn: number,
  {
    signal,
    onProgress,
  }: { signal?: AbortSignal | undefined; onProgress?: ((found: number) => void) | undefined },
): Promise<CopiedCsv> {
  const bytes = pictureBytes(layout.shape);
  const scratch = await ScratchFile.create(tmpdir());
  const copied: CopiedCsv = { scratch, labels: [], lines: [], refused: [], most: 0 };
  const { labels, lines, refused } = copied;
  const waiting = new Uint8Array(Math.max(1, Math.floor(atOnce / bytes)) * bytes);
  let [filled, written] = [0, 0];
  const write = async (): Promise<void> => {
    for (let i = 0; i < filled; i++) copied.most = Math.max(copied.most, waiting[i]!);
    await scratch.write(waiting.subarray(0, filled), written);
    written += filled;
    filled = 0;
    onProgress?.(labels.length);
  };
  try {
    let isHeader = layout.hasHeader;
    for await (const { number, line } of csvLines(files, file, signal)) {
      if (isHeader) {
        isHeader = false;
        continue;
      }
      const parsed = parseRow(line, layout, labelColumn, waiting, filled);
      if ('problem' in parsed) {
        const name = `${file.name}, line ${number}`;
        refused.push({ name, reason: 'corrupt', message: `${parsed.problem}.` });
        if (refused.length > Math.max(mostRefused, labels.length)) throw badLine(refused[0] as Refused);
        continue;
      }
      if (labels.length === setLimits.pictures.max) throw tooMany(file.name);
      labels.push(parsed.label);
      lines.push(number);
      filled += bytes;
      if (filled === waiting.length) await write();
    }
    await write();
    const [first] = refused;
    if (first !== undefined && refused.length > labels.length) throw badLine(first);
    return copied;
  } catch (error) {
    await scratch.close();
    throw error;
  }
}

const badLine = ({ name, message }: Refused): WardrobeError =>
  new WardrobeError(
    'corrupt',
    `${name}: ${message}`,
    'Each line needs a label and a value from 0 to 255 for each pixel.',
  );

const tooMany = (name: string): WardrobeError =>
  new WardrobeError(
    'bad-input',
    `${name} holds more than ${setLimits.pictures.max.toLocaleString('en')} pictures, which is the most that a set may have.`,
    'Import a part of it.',
  );
