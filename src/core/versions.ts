import { arch, platform, release } from 'node:os';
import { dependencies, version } from '../../package.json';

/** What a run was made with, beside the library that its engine names. */
export interface Versions {
  app: string;
  tfjs: string;
  node: string;
  /** Null outside of Electron. */
  electron: string | null;
  /** For example "linux 6.1.0-25-amd64". */
  os: string;
  arch: string;
}

/** Of this process. */
export function currentVersions(): Versions {
  return {
    app: version,
    tfjs: dependencies['@tensorflow/tfjs'],
    node: process.versions.node,
    electron: process.versions.electron ?? null,
    os: `${platform()} ${release()}`,
    arch: arch(),
  };
}
