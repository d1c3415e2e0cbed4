import { z } from 'zod';
import { defineContract } from '../define-contract';
import { nothing, plan } from './schemas';

export const settings = z.object({
  /** The plan the user is working on. */
  plan,
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
