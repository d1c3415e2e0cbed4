import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { preparations } from '../../domain/data-set';
import { WardrobeError } from '../../domain/errors';
import { errorCode } from '../../files/disk-error';
import { writeFileAtomic } from '../../files/write-file-atomic';
import { setLimits } from './set-limits';

/** What a data set's folder holds: docs/data-set-format.md. */
export const setFormat = 1;

export const setFileNames = {
  set: 'dataset.json',
  pictures: 'pictures.bin',
  names: 'names.jsonl',
  labels: (version: string): string => `labels-${version}.bin`,
  parts: (version: string): string => `parts-${version}.bin`,
} as const;

/** The label of a picture that a version leaves out. */
export const leftOut = 0xffff;

/** How parts are stored, a byte each. */
export const partCodes = { train: 0, test: 1 } as const;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const checked = z.object({ bytes: z.number().int().min(0), sha256 });
const perClass = z.array(z.number().int().min(0));
const side = z.number().int().min(setLimits.side.min).max(setLimits.side.max);

const versionSchema = z.object({
  version: z.string().regex(/^[1-9]\d{0,8}$/),
  createdAt: z.iso.datetime(),
  /** What made it, in words. */
  change: z.string(),
  /** Of the set. */
  name: z.string(),
  classes: z.array(z.string()).min(setLimits.classes.min).max(setLimits.classes.max),
  parts: z.object({ train: perClass, test: perClass }),
  labelsFile: checked,
  partsFile: checked,
  fingerprint: z.object({
    trainImages: sha256,
    trainLabels: sha256,
    testImages: sha256,
    testLabels: sha256,
  }),
});
export type StoredVersion = z.infer<typeof versionSchema>;

const storedSetSchema = z
  .object({
    format: z.literal(setFormat),
    createdAt: z.iso.datetime(),
    shape: z.object({
      height: side,
      width: side,
      channels: z.number().refine((channels) => [1, 3].includes(channels)),
    }),
    preparation: z.enum(preparations),
    provenance: z.string(),
    licence: z.string().nullable(),
    picturesFile: checked,
    namesFile: checked,
    /** The version that is shown and trained on. */
    current: z.string(),
    /** Oldest first. */
    versions: z.array(versionSchema).min(1),
  })
  .refine(
    ({ current, versions }) => versions.some(({ version }) => version === current),
    'its current version is none of its versions',
  );
export type StoredSet = z.infer<typeof storedSetSchema>;

const restoreHint = 'The other data sets are not touched. Remove this one, or put the file back from a copy.';

/** A file of a data set that can't be used. */
export const damagedSet = (file: string, reason: string, cause?: unknown): WardrobeError =>
  new WardrobeError('corrupt', `${basename(file)} ${reason}.`, restoreHint, { cause });

/** What dataset.json says. Throws WardrobeError: 'not-found' for no such set, 'corrupt', 'unsupported' when a newer version wrote it. */
export async function readStoredSet(folder: string): Promise<StoredSet> {
  const file = join(folder, setFileNames.set);
  let raw: unknown;
  try {
    raw = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' && !(await isFolder(folder))) throw noSuchSet(basename(folder), error);
    throw damagedSet(
      file,
      code === 'ENOENT' ? 'is missing' : code ? `can't be read (${code})` : 'is not readable JSON',
      error,
    );
  }
  const format = (raw as { format?: unknown } | null)?.format;
  if (typeof format === 'number' && format > setFormat)
    throw new WardrobeError(
      'unsupported',
      `This data set was written by a newer Wardrobe (format ${format}; this one reads ${setFormat}).`,
      'Update Wardrobe to use it. It was left as it is.',
    );
  const result = storedSetSchema.safeParse(raw);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw damagedSet(file, `is damaged at "${issue?.path.join('.') ?? ''}": ${issue?.message ?? ''}`);
}

/** Throws WardrobeError('disk') and leaves the file as it was. */
export const writeStoredSet = (folder: string, set: StoredSet): Promise<void> =>
  writeFileAtomic(join(folder, setFileNames.set), `${JSON.stringify(set)}\n`);

/** A version of a set, the current one by default. Throws WardrobeError('not-found'). */
export function findVersion({ current, versions }: StoredSet, version: string = current): StoredVersion {
  const found = versions.find((one) => one.version === version);
  if (found) return found;
  throw new WardrobeError(
    'not-found',
    `This data set has no version ${version}.`,
    `It has ${versions.map((one) => one.version).join(', ')}.`,
  );
}

export const noSuchSet = (id: string, cause?: unknown): WardrobeError =>
  new WardrobeError(
    'not-found',
    `There is no data set "${id}" here.`,
    'It may have been removed. List the data sets to see which there are.',
    { cause },
  );

const isFolder = (path: string): Promise<boolean> =>
  readFile(path).then(
    () => false,
    (error: unknown) => errorCode(error) === 'EISDIR',
  );
