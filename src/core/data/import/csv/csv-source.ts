import { WardrobeError } from '../../../domain/errors';
import { baseName } from '../files/file-kinds';
import type { FileSet, Looking } from '../files/file-set';
import { readableNames } from '../folders/arrange-classes';
import { classNames } from '../idx/class-names';
import type { ImportSource, Refused } from '../import-types';
import { compareNaturally } from '../natural-order';
import { assignParts } from '../part-of-name';
import { pixelSource } from '../pixels/pixel-source';
import { copyCsv, type CopiedCsv } from './copy-csv';
import { csvLayout, type CsvLayout } from './csv-layout';
import { csvLines, type CsvFile } from './csv-lines';
import { findLabelColumn } from './find-label-column';

/** Lines by which a file's layout is told. */
const looksAt = 50;
/** Files of few levels are brought up to 255: scikit-learn's digits have 16. */
const fewLevels = 16;

/** Whether a file is called like a table. */
export const isCsv = (name: string): boolean => /\.(csv|tsv)(\.gz)?$/i.test(name);

/** One CSV file with pictures, or two for training and testing, as a source of pixels. Throws WardrobeError. */
export async function csvSource(files: FileSet, origin: string, looking: Looking): Promise<ImportSource> {
  const { usable, refused } = await layouts(files, looking);
  const [first] = usable;
  if (first === undefined) throw nothingUsable(origin, refused);
  const parts = assignParts(usable);
  if (parts === null) throw several(usable);
  const other = parts.find(
    ({ layout: { shape } }) => JSON.stringify(shape) !== JSON.stringify(first.layout.shape),
  );
  if (other) throw otherSize(other.name);
  const copied: (CopiedCsv & CsvFile)[] = [];
  try {
    for (const { layout, file, name } of parts) {
      const column = layout.label ?? (await findLabelColumn(files, { file, name }, layout, looking.signal));
      copied.push({ ...(await copyCsv(files, { file, name }, layout, column, looking)), file, name });
    }
    const { classes, labelOf } = classesOf(copied, `${origin} ${first.name}`);
    const most = Math.max(...copied.map((one) => one.most));
    const scale = !first.layout.fractions && most > 0 && most <= fewLevels ? 255 / most : 1;
    const scaled = Uint8Array.from({ length: 256 }, (_, value) => Math.round(value * scale));
    return pixelSource({
      kind: 'csv',
      origin,
      classes,
      shape: first.layout.shape,
      copies: copied.map(({ labels, lines, scratch, name }, i) => ({
        pictures: labels.map((label, row) => ({
          name: `${baseName(name)}/${lines[row]}`,
          label: labelOf.get(label) ?? 0,
          part: parts[i]?.part ?? null,
        })),
        scratch,
        convert: (bytes) => (scale === 1 ? bytes : bytes.map((value) => scaled[value]!)),
      })),
      refused: [...refused, ...copied.flatMap((one) => one.refused)],
      notes: scale === 1 ? [] : [`Its values run from 0 to ${most}: they are brought up to 0 to 255.`],
      close: () => files.close(),
    });
  } catch (error) {
    await Promise.all(copied.map(({ scratch }) => scratch.close()));
    throw error;
  }
}

async function layouts(
  files: FileSet,
  { signal }: Looking,
): Promise<{ usable: (CsvFile & { layout: CsvLayout })[]; refused: Refused[] }> {
  const usable: (CsvFile & { layout: CsvLayout })[] = [];
  const refused: Refused[] = [];
  for (const [file, name] of files.names.entries()) {
    if (!isCsv(name)) {
      refused.push({ name, reason: 'unsupported', message: 'It is no CSV file.' });
      continue;
    }
    const lines: Buffer[] = [];
    for await (const { line } of csvLines(files, { file, name }, signal))
      if (lines.push(Buffer.from(line)) === looksAt) break;
    const layout = csvLayout(lines);
    if ('problem' in layout) refused.push({ name, reason: 'bad-input', message: layout.problem });
    else usable.push({ file, name, layout });
  }
  return { usable, refused };
}

/** Classes by their labels: names of known sets where the labels are their numbers. */
function classesOf(
  copied: readonly CopiedCsv[],
  said: string,
): { classes: string[]; labelOf: Map<string, number> } {
  const labels = [...new Set(copied.flatMap((one) => one.labels))].sort(compareNaturally);
  const numbers = labels.map(Number);
  const labelOf = new Map(labels.map((label, position) => [label, position]));
  const areNumbers = numbers.every((number, i) => Number.isInteger(number) && String(number) === labels[i]);
  const classes = areNumbers ? classNames(new Set(numbers), said).classes : readableNames(labels);
  return { classes, labelOf };
}

function nothingUsable(origin: string, refused: readonly Refused[]): WardrobeError {
  const because = refused.find(({ reason }) => reason === 'bad-input');
  return new WardrobeError(
    'bad-input',
    because
      ? `${because.name} holds no labelled pictures. ${because.message}`
      : `${origin} holds no labelled pictures.`,
    'A CSV file needs a line for each picture: a label, and a value from 0 to 255 for each pixel of a square.',
  );
}

const several = (files: readonly CsvFile[]): WardrobeError =>
  new WardrobeError(
    'bad-input',
    `There are several files of pictures: ${files
      .slice(0, 8)
      .map(({ name }) => name)
      .join(', ')}.`,
    'Choose one, or two whose names say "train" and "test".',
  );

const otherSize = (name: string): WardrobeError =>
  new WardrobeError(
    'bad-input',
    `The pictures in ${name} have another size than the others.`,
    'Choose the files of one set.',
  );
