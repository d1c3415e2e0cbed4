import { z } from 'zod';
import { importKinds } from '#core/data/import/import-types';
import { defineContract } from '../define-contract';
import { bytes, errorInfo, nothing } from './schemas';

const shape = z.object({
  height: z.number().int().min(8).max(256),
  width: z.number().int().min(8).max(256),
  channels: z.union([z.literal(1), z.literal(3)]),
});

export const importOptions = z.object({
  name: z.string().trim().min(1, 'it needs a name').max(80, 'it has at most 80 characters'),
  shape,
  preparation: z.enum(['whole', 'middle']),
  /** Of each class; 0 where the source has a test part. */
  testFraction: z.number().min(0).max(0.9),
  seed: z.number().int(),
});
export type ImportOptions = z.infer<typeof importOptions>;

const refused = z.object({ name: z.string(), reason: z.string(), message: z.string() });

/** What was found, to look at before the set is made. */
export const importPreview = z.object({
  kind: z.enum(importKinds),
  origin: z.string(),
  classes: z.array(z.object({ name: z.string(), train: z.number(), test: z.number(), unsplit: z.number() })),
  pictures: z.number(),
  refused: z.array(refused),
  /** Some pictures of each class, by their number in the source. */
  samples: z.array(z.array(z.number().int())),
  proposal: importOptions,
  /** The pictures come as pixels of this shape, and need no decoding; null: files. */
  pixelShape: shape.nullable(),
});
export type ImportPreview = z.infer<typeof importPreview>;

export const importResult = z.object({
  id: z.string(),
  name: z.string(),
  train: z.number(),
  test: z.number(),
  refused: z.array(refused),
  exactDuplicates: z.number(),
  nearDuplicates: z.number(),
});

export const importState = z.discriminatedUnion('status', [
  z.object({ status: z.literal('none') }),
  z.object({ status: z.literal('looking'), origin: z.string(), found: z.number() }),
  z.object({ status: z.literal('preview'), preview: importPreview }),
  z.object({
    status: z.literal('taking'),
    preview: importPreview,
    done: z.number(),
    total: z.number(),
    secondsLeft: z.number().nullable(),
  }),
  z.object({ status: z.literal('finishing') }),
  z.object({ status: z.literal('done'), result: importResult }),
  z.object({ status: z.literal('failed'), origin: z.string(), error: errorInfo }),
]);
export type ImportState = z.infer<typeof importState>;

/** Making a data set from files. Main reads and writes; the page's workers decode. One import at a time. */
export const importsContract = defineContract({
  domain: 'imports',
  commands: {
    state: { input: nothing, output: importState },
    /** Looks at what was dropped or chosen: paths of folders, of a zip, of IDX or CSV files. */
    look: { input: z.object({ paths: z.array(z.string()).min(1) }), output: nothing },
    /** Opens the dialog for a folder or files; null when the user cancels it. */
    choose: { input: z.object({ kind: z.enum(['folder', 'file']) }), output: z.array(z.string()).nullable() },
    /** The bytes of some pictures, one after the other, with their lengths; a length of −1: it can't be read. */
    read: {
      input: z.object({ indices: z.array(z.number().int().min(0)).min(1).max(1024) }),
      output: z.object({ lengths: z.array(z.number().int()), bytes }),
    },
    /** Starts to make the set; the page then `take`s every picture and `finish`es. Pixels (IDX, CSV) are taken by main itself. */
    begin: { input: importOptions, output: nothing },
    /** Pictures that were decoded and fitted: [indices × bytes of a picture], and those that could not be. */
    take: {
      input: z.object({
        indices: z.array(z.number().int().min(0)),
        pixels: bytes,
        refused: z.array(refused.extend({ index: z.number().int().min(0) })),
      }),
      output: nothing,
    },
    finish: { input: nothing, output: importResult },
    /** Leaves nothing behind. */
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
