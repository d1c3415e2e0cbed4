import { z } from 'zod';
import { isSetId } from '#core/data/library/set-id';
import { defineContract } from '../define-contract';
import { dataSet } from './data-set';
import { bytes, classIndex, nothing } from './schemas';

const part = z.enum(['train', 'test']);
const id = z.string().refine(isSetId, 'not the id of a data set');
const name = z.string().trim().min(1, 'it needs a name').max(80, 'it has at most 80 characters');

export const dataSetChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rename'), name }),
  z.object({ kind: z.literal('rename-class'), label: classIndex, name }),
  z.object({ kind: z.literal('merge-classes'), labels: z.array(classIndex).min(1), into: classIndex }),
  z.object({ kind: z.literal('leave-out-class'), label: classIndex }),
  z.object({
    kind: z.literal('relabel'),
    part,
    indices: z.array(z.number().int()).min(1),
    label: classIndex,
  }),
  z.object({ kind: z.literal('remove-pictures'), part, indices: z.array(z.number().int()).min(1) }),
  z.object({ kind: z.literal('go-back'), version: z.string() }),
]);

export const libraryEntry = z.object({
  dataSet,
  /** Null: not on this computer yet. */
  folder: z.string().nullable(),
  bytes: z.number(),
  createdAt: z.string().nullable(),
  versions: z.array(z.object({ version: z.string(), createdAt: z.string(), change: z.string() })),
});
export type LibraryEntry = z.infer<typeof libraryEntry>;

export const librarySnapshot = z.object({
  /** The set that is shown and trained on: always one of `sets`, but for a set that is removed while a model is trained on it. */
  current: id,
  sets: z.array(libraryEntry),
  unreadable: z.array(z.object({ id, folder: z.string(), message: z.string() })),
  /** What can be put back until the next start. */
  removed: z.array(z.object({ id, name: z.string() })),
});
export type LibrarySnapshot = z.infer<typeof librarySnapshot>;

/** The data sets on this computer, and which one is worked with. */
export const libraryContract = defineContract({
  domain: 'library',
  commands: {
    /** Looks at the disk again. */
    list: { input: nothing, output: librarySnapshot },
    /** Makes it the current one. Fails with 'busy' while a model is trained. */
    choose: { input: z.object({ id }), output: nothing },
    /** A few pictures for the list, from different classes, fewer where there are fewer: [count × bytes of a picture]. */
    samples: { input: z.object({ id, count: z.number().int().min(1).max(24) }), output: bytes },
    /** Makes a new version. Fails with 'busy' while a model is trained, if it is the current one. */
    change: { input: z.object({ id, change: dataSetChange }), output: nothing },
    /** Until the next start it can be put back. Fails with 'busy' while a model is trained, if it is the current one. */
    remove: { input: z.object({ id }), output: nothing },
    putBack: { input: z.object({ id }), output: nothing },
    /** Opens its folder in the file manager. */
    showFolder: { input: z.object({ id }), output: nothing },
  },
  events: { changed: librarySnapshot },
});
