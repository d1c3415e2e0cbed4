import { BrowserWindow, nativeTheme } from 'electron';
import { contracts } from '#shared/contracts/all';
import { bridgeArgument } from '#shared/bridge-argument';
import { startPage } from '../app-origin';
import type { Log } from '../log-file';
import { rememberBounds, savedBounds } from './window-bounds';

/** The page's own background, so that the window does not flash before the page is drawn. */
const background = { light: '#f7f6f3', dark: '#15161a' };

export interface WindowOptions {
  preload: string;
  /** Where the window's place is kept. */
  boundsFile: string;
  log: Log;
}

/** The one window; it shows itself once its page is drawn. */
export function openWindow({ preload, boundsFile, log }: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Wardrobe',
    width: 1180,
    height: 780,
    ...savedBounds(boundsFile),
    minWidth: 760,
    minHeight: 560,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      webSecurity: true,
      nodeIntegration: false,
      spellcheck: false,
      // The curves go on being drawn while another window covers this one.
      backgroundThrottling: false,
      additionalArguments: [bridgeArgument(contracts)],
    },
  });
  rememberBounds(window, boundsFile, log);
  window.once('ready-to-show', () => window.show());
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    log(`window: its page ended: ${reason}`);
    if (reason !== 'clean-exit' && !window.isDestroyed()) window.webContents.reload();
  });
  window.loadURL(startPage).catch((error: unknown) => log(`window: page not loaded: ${String(error)}`));
  return window;
}
