import type { contracts } from './contracts/all';
import type { BridgeOf } from './define-contract';

/** What the preload script gives the page: every contract, and what only a preload script can tell. */
export type Bridge = { [D in keyof typeof contracts]: BridgeOf<(typeof contracts)[D]> } & {
  /** The path of a file or folder that was dropped or chosen; empty for a file that a program made. */
  files: { pathOf(file: File): string };
};
