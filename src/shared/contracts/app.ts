import { z } from 'zod';
import { defineContract } from '../define-contract';
import { nothing } from './schemas';

export const appContract = defineContract({
  domain: 'app',
  commands: {
    /** Answers at once with main's clock in ms: how long main takes to answer is what is measured. */
    ping: { input: nothing, output: z.number() },
    info: {
      input: nothing,
      output: z.object({
        version: z.string(),
        electron: z.string(),
        chrome: z.string(),
        node: z.string(),
        platform: z.string(),
        home: z.string(),
      }),
    },
  },
  events: {},
});
