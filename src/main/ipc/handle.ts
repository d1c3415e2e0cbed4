import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { channelOf, type Contract, type HandlersOf, type PayloadOf } from '#shared/define-contract';
import { isAppUrl } from '../app-origin';
import type { Log } from '../log-file';
import { answer } from './answer';

export interface IpcHost {
  /** The page that may ask and is told; undefined while there is none. */
  page(): WebContents | undefined;
  log: Log;
}

/** Answers every command of a contract. The one place that touches ipcMain. */
export function handleContract<C extends Contract>(
  contract: C,
  handlers: HandlersOf<C>,
  { page, log }: IpcHost,
): void {
  for (const [name, command] of Object.entries(contract.commands)) {
    const channel = channelOf(contract.domain, name);
    const handler = handlers[name as keyof HandlersOf<C>];
    ipcMain.handle(channel, (event, input: unknown) =>
      answer(command, handler, { channel, trusted: isTrusted(event, page()), input }, log),
    );
  }
}

/** Tells the page one event of a contract; the payload is parsed like an answer, so only what is named crosses. */
export function sendEvent<C extends Contract, K extends keyof C['events'] & string>(
  { page, log }: IpcHost,
  contract: C,
  name: K,
  payload: PayloadOf<C, K>,
): void {
  const contents = page();
  if (!contents || contents.isDestroyed()) return;
  const channel = channelOf(contract.domain, name);
  const parsed = contract.events[name]!.safeParse(payload);
  if (parsed.success) contents.send(channel, parsed.data);
  else log(`${channel}: not sent: ${parsed.error.message}`);
}

function isTrusted(event: IpcMainInvokeEvent, page: WebContents | undefined): boolean {
  const frame = event.senderFrame;
  if (!page || !frame || event.sender !== page) return false;
  return frame === page.mainFrame && isAppUrl(frame.url);
}
