import { fromErrorInfo } from '#core/domain/errors';
import type { Bridge } from '#shared/bridge';
import { contracts } from '#shared/contracts/all';
import type { ClientOf, Envelope } from '#shared/define-contract';

export type Client = { [D in keyof typeof contracts]: ClientOf<(typeof contracts)[D]> } & Pick<
  Bridge,
  'files'
>;

type Ask = (input?: unknown) => Promise<Envelope<unknown>>;

/** `ask`, but a failed envelope rejects with the WardrobeError that main threw. */
function unwrap(ask: Ask): (input?: unknown) => Promise<unknown> {
  return async (input) => {
    const envelope = await ask(input);
    if (envelope.ok) return envelope.value;
    throw fromErrorInfo(envelope.error);
  };
}

/** A client over the bridge: commands are unwrapped, event subscriptions are passed on as they are. */
export function createClient(bridge: Window['wardrobe']): Client {
  const domains = Object.values(contracts).map(({ domain, commands }) => {
    const exposed = bridge[domain] as unknown as Record<string, Ask>;
    const asks = Object.keys(commands).map((name) => [name, unwrap((input) => exposed[name]!(input))]);
    return [domain, { ...exposed, ...Object.fromEntries(asks) }];
  });
  return { ...Object.fromEntries(domains), files: bridge.files } as Client;
}

export const client = createClient(window.wardrobe);
