import { z } from 'zod';
import { defineContract } from '../define-contract';
import { automatic } from '#core/domain/engine';
import { nothing, plan } from './schemas';
import { engineChoice } from './training';

const id = z.string().min(1);

/** What the window keeps. */
const windowSettings = z.object({
  /** The plan the user is working on. */
  plan,
  /** Id of the data set that it was made for; absent in settings stored before there were several. */
  planFor: id.optional(),
  /** What to train with. */
  choice: engineChoice.default(automatic),
});

export const settings = windowSettings.extend({
  /** Id of the data set that is worked with, written by main; absent until one is chosen. */
  dataSet: id.optional(),
});
export type Settings = z.infer<typeof settings>;
export type WindowSettings = z.infer<typeof windowSettings>;

export const settingsContract = defineContract({
  domain: 'settings',
  commands: {
    get: { input: nothing, output: windowSettings },
    set: { input: windowSettings, output: nothing },
  },
  events: {},
});
