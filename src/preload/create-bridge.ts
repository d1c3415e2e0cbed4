import type { BridgeNames } from '#shared/bridge-argument';
import { channelOf } from '#shared/define-contract';

type Listener = (event: unknown, payload: unknown) => void;

/** The part of Electron's ipcRenderer that the bridge uses. */
export interface BridgePort {
  invoke(channel: string, input: unknown): Promise<unknown>;
  on(channel: string, listener: Listener): unknown;
  removeListener(channel: string, listener: Listener): unknown;
}

type BridgeFunction = (argument?: unknown) => unknown;

/**
 * One frozen object of functions a domain: a command each, and `on…` for each event, which returns its own end. Beside them
 * `files.pathOf`: where a file or folder lies that the user dropped or chose, which only a preload script can tell.
 */
export function createBridge(
  names: BridgeNames,
  port: BridgePort,
  pathOf: (file: File) => string,
): Record<string, Record<string, BridgeFunction>> {
  const domains = Object.entries(names).map(([domain, { commands, events }]) => {
    const functions: Record<string, BridgeFunction> = {};
    for (const name of commands) functions[name] = (input) => port.invoke(channelOf(domain, name), input);
    for (const name of events)
      functions[subscriptionName(name)] = subscription(channelOf(domain, name), port);
    return [domain, Object.freeze(functions)];
  });
  const files = Object.freeze({ pathOf: (file: unknown) => pathOf(file as File) });
  return Object.freeze({ ...Object.fromEntries(domains), files }) as Record<
    string,
    Record<string, BridgeFunction>
  >;
}

const subscriptionName = (event: string): string => `on${event.charAt(0).toUpperCase()}${event.slice(1)}`;

function subscription(channel: string, port: BridgePort): BridgeFunction {
  return (listener) => {
    if (typeof listener !== 'function') throw new TypeError('A listener has to be a function.');
    // The event object leads back to ipcRenderer, so the page never gets it.
    const deliver: Listener = (_event, payload) => void listener(payload);
    port.on(channel, deliver);
    return () => void port.removeListener(channel, deliver);
  };
}
