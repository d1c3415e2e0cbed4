import type { Contract } from './define-contract';

/** What the bridge offers, by domain: names only, no schemas. */
export type BridgeNames = Record<string, { commands: string[]; events: string[] }>;

const prefix = '--wardrobe-bridge=';

/** The argument with which main tells the preload script what the contracts name. */
export function bridgeArgument(contracts: Record<string, Contract>): string {
  const names: BridgeNames = {};
  for (const { domain, commands, events } of Object.values(contracts)) {
    names[domain] = { commands: Object.keys(commands), events: Object.keys(events) };
  }
  return prefix + encodeURIComponent(JSON.stringify(names));
}

/** The names back out of a process's arguments; nothing at all when main gave none. */
export function readBridgeArgument(argv: readonly string[]): BridgeNames {
  // The last one: Electron puts the window's own arguments behind those of the command line.
  const argument = argv.findLast((text) => text.startsWith(prefix));
  if (argument === undefined) return {};
  return JSON.parse(decodeURIComponent(argument.slice(prefix.length))) as BridgeNames;
}
