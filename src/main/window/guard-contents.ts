import { app, type Session } from 'electron';
import type { Log } from '../log-file';

/** No page of ours ever leaves app://wardrobe/index.html, opens a window or holds a webview. */
export function guardContents(log: Log): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(({ url }) => {
      log(`window: refused to open ${originOf(url)}`);
      return { action: 'deny' };
    });
    contents.on('will-navigate', (event) => refuse(event, event.url));
    contents.on('will-frame-navigate', (event) => refuse(event, event.url));
    contents.on('will-redirect', (event) => refuse(event, event.url));
    contents.on('will-attach-webview', (event) => refuse(event, 'a webview'));
  });

  function refuse(event: { preventDefault(): void }, url: string): void {
    event.preventDefault();
    log(`window: refused to go to ${originOf(url)}`);
  }
}

/** What a page may load without leaving this computer. DevTools is its own page. */
const localSchemes = new Set(['app:', 'blob:', 'data:', 'devtools:', 'chrome-devtools:']);

/** Cancels every request that would leave the app: pages load no http, no file and no web socket. */
export function blockNetwork(session: Session): void {
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: !URL.canParse(url) || !localSchemes.has(new URL(url).protocol) });
  });
}

/** A whole address may hold something private, and a dropped file's path does. */
function originOf(url: string): string {
  return URL.canParse(url) ? `${new URL(url).protocol}//${new URL(url).host}` : url.slice(0, 20);
}
