import { z } from 'zod';
import { defineContract, type PayloadOf } from '../define-contract';
import { bytes, classIndex, errorInfo, labels, nothing, page } from './schemas';
import { bounds } from '#core/model/training-plan';

const attempt = z.object({ source: z.string(), message: z.string() });
const perClass = z.array(z.number());
const validationFraction = z.number().min(bounds.validationFraction.min).max(bounds.validationFraction.max);

export const datasetState = z.discriminatedUnion('status', [
  z.object({ status: z.literal('missing') }),
  z.object({
    status: z.literal('working'),
    phase: z.enum(['looking', 'waiting', 'downloading', 'checking', 'installing']),
    /** Where it comes from now, in words. */
    source: z.string(),
    file: z.string().nullable(),
    doneBytes: z.number(),
    /** 0 while it is not known. */
    totalBytes: z.number(),
    secondsLeft: z.number().nullable(),
    /** Sources that failed so far, each in one line. */
    attempts: z.array(attempt),
  }),
  z.object({
    status: z.literal('ready'),
    source: z.string(),
    folder: z.string(),
    classNames: z.array(z.string()),
    trainPerClass: perClass,
    testPerClass: perClass,
    /** Test pictures that also stand in the training set, byte for byte; null where nobody has counted. */
    sharedWithTrain: z.number().nullable(),
  }),
  z.object({ status: z.literal('failed'), error: errorInfo, attempts: z.array(attempt) }),
]);

export const datasetContract = defineContract({
  domain: 'dataset',
  commands: {
    state: { input: nothing, output: datasetState },
    /**
     * Starts getting the set; resolves at once, `changed` tells the rest. `from`: a folder with the files; where the set is here
     * already, one without them is refused and nothing changes.
     */
    get: { input: z.object({ from: z.string().optional() }), output: nothing },
    cancel: { input: nothing, output: nothing },
    /** Opens the folder dialog; null when the user cancels it. */
    chooseFolder: { input: nothing, output: z.string().nullable() },
    /** How many pictures of each class each part has, for this split. */
    split: {
      input: z.object({ validationFraction }),
      output: z.object({ train: perClass, validation: perClass, test: perClass }),
    },
    /** What the coach knows of the data; takes a second or two the first time. */
    facts: {
      input: z.object({ validationFraction }),
      output: z.object({
        trainPerClass: perClass,
        validationPictures: z.number(),
        copies: z.object({ validation: z.number(), test: z.number() }).nullable(),
      }),
    },
    /** A page of pictures of one part, of one class or of all. */
    pictures: {
      input: z.object({
        part: z.enum(['train', 'validation', 'test']),
        classIndex: classIndex.nullable(),
        validationFraction,
        ...page,
      }),
      output: z.object({
        total: z.number(),
        /** Positions in the training or test file. */
        indices: z.array(z.number()),
        labels,
        /** [count × bytes of a picture] */
        pixels: bytes,
      }),
    },
  },
  events: { changed: datasetState },
});

export type DatasetState = PayloadOf<typeof datasetContract, 'changed'>;
export type DatasetPart = 'train' | 'validation' | 'test';
