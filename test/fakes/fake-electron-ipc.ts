type Invoke = (event: unknown, input: unknown) => unknown;
type Listener = (event: unknown, payload: unknown) => void;

/** Electron's two ends of IPC in one process; like it, what crosses is cloned. */
export class FakeIpc {
  readonly handlers = new Map<string, Invoke>();
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly mainFrame = { url: 'app://wardrobe/index.html' };
  /** The window's page, as main sees it. */
  readonly page = {
    mainFrame: this.mainFrame,
    isDestroyed: () => false,
    send: (channel: string, payload: unknown) => {
      const copy = structuredClone(payload);
      this.#listeners.get(channel)?.forEach((listener) => listener({ sender: 'secret' }, copy));
    },
  };
  /** Who asks; the window's own page unless a test says otherwise. */
  event: { sender: unknown; senderFrame: unknown } = { sender: this.page, senderFrame: this.mainFrame };

  readonly ipcMain = {
    handle: (channel: string, handler: Invoke) => {
      if (this.handlers.has(channel)) throw new Error(`${channel} has a handler`);
      this.handlers.set(channel, handler);
    },
  };

  readonly ipcRenderer = {
    invoke: async (channel: string, input: unknown): Promise<unknown> => {
      const handler = this.handlers.get(channel);
      if (!handler) throw new Error(`No handler for ${channel}`);
      return structuredClone(await handler(this.event, structuredClone(input)));
    },
    on: (channel: string, listener: Listener) => {
      const listeners = this.#listeners.get(channel) ?? new Set();
      this.#listeners.set(channel, listeners.add(listener));
    },
    removeListener: (channel: string, listener: Listener) => {
      this.#listeners.get(channel)?.delete(listener);
    },
  };
}
