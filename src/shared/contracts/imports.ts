import { z } from 'zod';
import { importKinds } from '#core/data/import/import-types';
import { defineContract, type PayloadOf } from '../define-contract';
import { bytes, errorInfo, nothing } from './schemas';

const shape = z.object({
  height: z.number().int().min(8, 'at least 8 pixels').max(256, 'at most 256 pixels'),
  width: z.number().int().min(8, 'at least 8 pixels').max(256, 'at most 256 pixels'),
  channels: z.union([z.literal(1), z.literal(3)]),
});
const preparation = z.enum(['whole', 'middle']);
const index = z.number().int().min(0);
const count = z.number().int().min(0);

export const importOptions = z.object({
  name: z.string().trim().min(1, 'it needs a name').max(80, 'it has at most 80 characters'),
  shape,
  preparation,
  /** Of each class; 0 where the source has a test part. */
  testFraction: z.number().min(0).max(0.9),
  seed: z.number().int(),
});
export type ImportOptions = z.infer<typeof importOptions>;

/** What can't be used for the same reason; of the names only the first ones. */
const refusal = z.object({ reason: z.string(), message: z.string(), count, names: z.array(z.string()) });
export type Refusal = z.infer<typeof refusal>;

/** What was found, to look at before the set is made. */
export const importPreview = z.object({
  kind: z.enum(importKinds),
  origin: z.string(),
  /** Pictures of each class that the source keeps for training, for the test, or for neither. */
  classes: z.array(z.object({ name: z.string(), train: count, test: count, unsplit: count })),
  pictures: count,
  refusals: z.array(refusal),
  /** What was decided on the way, in sentences. */
  notes: z.array(z.string()),
  /** Some pictures of each class, by their number in the source. */
  samples: z.array(z.array(index)),
  proposal: importOptions,
  /** The pictures come as pixels of this shape, and need no decoding; null: files. */
  pixelShape: shape.nullable(),
});
export type ImportPreview = z.infer<typeof importPreview>;

export const importResult = z.object({
  id: z.string(),
  name: z.string(),
  classes: count,
  train: count,
  test: count,
  refusals: z.array(refusal),
  exactDuplicates: count,
  nearDuplicates: count,
  /** Groups of pictures that are the same and stand in different classes. */
  contradictions: count,
  /** Pictures that were turned as their EXIF orientation says. */
  turned: count,
});
export type ImportResult = z.infer<typeof importResult>;

export const importState = z.discriminatedUnion('status', [
  z.object({ status: z.literal('none') }),
  z.object({ status: z.literal('looking'), origin: z.string(), found: count }),
  z.object({ status: z.literal('preview'), preview: importPreview }),
  z.object({
    status: z.literal('taking'),
    name: z.string(),
    done: count,
    total: count,
    refused: count,
    secondsLeft: z.number().nullable(),
  }),
  z.object({ status: z.literal('finishing'), name: z.string() }),
  z.object({ status: z.literal('done'), result: importResult }),
  z.object({ status: z.literal('failed'), origin: z.string(), paths: z.array(z.string()), error: errorInfo }),
]);

/**
 * Making a data set from files, one at a time. Main looks, hands out the files' bytes, collects and stores; the page's workers decode.
 * The set is finished as soon as every picture that was handed out has come back.
 */
export const importsContract = defineContract({
  domain: 'imports',
  commands: {
    state: { input: nothing, output: importState },
    /** Looks at what was dropped or chosen: paths of folders, of a zip, of IDX or CSV files. Fails with 'busy' while a set is made. */
    look: { input: z.object({ paths: z.array(z.string()).min(1).max(1000) }), output: nothing },
    /** Opens the dialog for a folder or for files and looks at what was chosen; false when the user cancels it. */
    choose: { input: z.object({ kind: z.enum(['folder', 'files']) }), output: z.boolean() },
    /**
     * The bytes of some pictures of the preview, one after the other, as many of them as fit into an answer, at least one. A
     * length of −1: it can't be read.
     */
    read: {
      input: z.object({ indices: z.array(index).min(1).max(64) }),
      output: z.object({ lengths: z.array(z.number().int()), bytes }),
    },
    /** Starts to make the set. Pictures that come as pixels are taken by main itself. */
    begin: { input: importOptions, output: nothing },
    /** Some pictures to decode and fit; each lot has to be brought back by `take`. Null when none is left. */
    next: {
      input: nothing,
      output: z
        .object({
          lot: index,
          indices: z.array(index),
          lengths: z.array(count),
          bytes,
          shape,
          preparation,
        })
        .nullable(),
    },
    /** Those of a lot that could be used, in its order: [pictures × bytes of a picture], and those that could not be. */
    take: {
      input: z.object({
        lot: index,
        pixels: bytes,
        refused: z.array(z.object({ index, reason: z.string(), message: z.string() })),
        turned: count,
      }),
      output: nothing,
    },
    /** Back to the preview while a set is made, else to nothing. Leaves nothing on the disk. */
    cancel: { input: nothing, output: nothing },
    /** Makes a set of pictures from the webcam at once. */
    captured: {
      input: z.object({
        options: importOptions,
        classes: z
          .array(z.object({ name: z.string().trim().min(1).max(80), pixels: bytes }))
          .min(2)
          .max(1000),
      }),
      output: importResult,
    },
  },
  events: { changed: importState },
});

export type ImportState = PayloadOf<typeof importsContract, 'changed'>;
