import type { z } from 'zod';
import type { ErrorInfo } from '#core/domain/errors';

/** A question the renderer asks main. Both directions are parsed. */
export interface Command<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  input: I;
  output: O;
}

/** The commands and events of one domain. A channel is `domain:name`. */
export interface Contract {
  domain: string;
  commands: Record<string, Command>;
  events: Record<string, z.ZodType>;
}

/** Keeps the literal types of a contract, from which handlers, bridge and client are inferred. */
export function defineContract<const C extends Contract>(contract: C): C {
  return contract;
}

export function channelOf(domain: string, name: string): string {
  return `${domain}:${name}`;
}

/** What crosses IPC: failures travel as data, so that kind and hint survive. */
export type Envelope<T> = { ok: true; value: T } | { ok: false; error: ErrorInfo };

type InputOf<C extends Command> = z.input<C['input']>;
type OutputOf<C extends Command> = z.output<C['output']>;

/** What main implements for a contract. */
export type HandlersOf<C extends Contract> = {
  [K in keyof C['commands']]: (
    input: z.output<C['commands'][K]['input']>,
  ) => Answer<OutputOf<C['commands'][K]>> | Promise<Answer<OutputOf<C['commands'][K]>>>;
};

/** A handler whose command answers nothing need not return anything. */
type Answer<T> = undefined extends T ? T | void : T;

/** What the preload script exposes for a contract: envelopes as they come. */
export type BridgeOf<C extends Contract> = {
  [K in keyof C['commands']]: (
    ...input: undefined extends InputOf<C['commands'][K]>
      ? [input?: InputOf<C['commands'][K]>]
      : [input: InputOf<C['commands'][K]>]
  ) => Promise<Envelope<OutputOf<C['commands'][K]>>>;
} & {
  [K in keyof C['events'] as `on${Capitalize<K & string>}`]: (
    listener: (payload: z.output<C['events'][K]>) => void,
  ) => () => void;
};

/** What the renderer calls: as the bridge, but a failed envelope rejects with a WardrobeError. */
export type ClientOf<C extends Contract> = {
  [K in keyof BridgeOf<C>]: BridgeOf<C>[K] extends (...input: infer A) => Promise<Envelope<infer T>>
    ? (...input: A) => Promise<T>
    : BridgeOf<C>[K];
};

export type PayloadOf<C extends Contract, K extends keyof C['events']> = z.output<C['events'][K]>;
