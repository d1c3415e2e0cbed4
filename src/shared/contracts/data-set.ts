import { z } from 'zod';
import { preparations, type DataSet } from '#core/domain/data-set';

const perClass = z.array(z.number().int().min(0));
const share = z.number().min(0).max(1);

/** A data set without its pictures. */
export const dataSet: z.ZodType<DataSet> = z.object({
  id: z.string(),
  name: z.string(),
  version: z.string(),
  classes: z.array(z.string()),
  shape: z.object({
    height: z.number().int().min(1),
    width: z.number().int().min(1),
    channels: z.number().int().min(1),
  }),
  parts: z.object({ train: perClass, test: perClass }),
  preparation: z.enum(preparations),
  words: z.object({ pictures: z.string(), thing: z.string(), things: z.string(), about: z.string() }),
  references: z.object({
    easilyReached: share.nullable(),
    believable: share.nullable(),
    landmarks: z.array(z.object({ name: z.string(), percent: z.number(), about: z.string() })),
    scale: z.object({ from: z.number(), to: z.number() }).nullable(),
  }),
  provenance: z.string(),
  licence: z.string().nullable(),
  fingerprint: z.object({
    trainImages: z.string(),
    trainLabels: z.string(),
    testImages: z.string(),
    testLabels: z.string(),
  }),
});
