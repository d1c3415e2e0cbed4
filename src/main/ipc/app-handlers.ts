import { app } from 'electron';
import type { appContract } from '#shared/contracts/app';
import type { HandlersOf } from '#shared/define-contract';

export function appHandlers(home: string): HandlersOf<typeof appContract> {
  return {
    ping: () => Date.now(),
    info: () => ({
      version: app.getVersion(),
      electron: process.versions.electron,
      chrome: process.versions.chrome,
      node: process.versions.node,
      platform: `${process.platform} ${process.arch}`,
      home,
    }),
  };
}
