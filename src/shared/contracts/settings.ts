import { z } from 'zod';
import { defineContract } from '../define-contract';
import { automatic } from '#core/domain/engine';
import { nothing, plan } from './schemas';
import { engineChoice } from './training';

export const settings = z.object({
  /** The plan the user is working on. */
  plan,
  /** What to train with. */
  choice: engineChoice.default(automatic),
});
export type Settings = z.infer<typeof settings>;

export const settingsContract = defineContract({
  domain: 'settings',
  commands: {
    get: { input: nothing, output: settings },
    set: { input: settings, output: nothing },
  },
  events: {},
});
