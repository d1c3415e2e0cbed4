import { join } from 'node:path';
import { app, session, type BrowserWindow } from 'electron';
import { homeFolder } from '#core/folders';
import { explainAndQuit } from './explain-and-quit';
import { handleAll } from './ipc/handle-all';
import { openLogFile } from './log-file';
import { prepareHome } from './prepare-home';
import { quitOnInterrupt } from './quit-on-interrupt';
import { registerAppScheme, serveApp } from './protocol/app-protocol';
import { createServices, lookAround } from './services';
import { confirmClose } from './window/confirm-close';
import { blockNetwork, guardContents } from './window/guard-contents';
import { openWindow } from './window/open-window';
import { permitCameraOnly } from './window/permissions';
import { setMenu } from './window/set-menu';

const home = homeFolder();
const homeTrouble = prepareHome(home);
const log = openLogFile(join(home, 'wardrobe.log'));

// A fault of ours costs what it was about, not the run that is being trained.
process.on('uncaughtException', (error) => log(`uncaught: ${error.stack ?? error.message}`));

let window: BrowserWindow | undefined;
const page = () => (window?.isDestroyed() === false ? window.webContents : undefined);
const host = { page, log };

// Where root forces --no-sandbox on Chromium, insisting would keep every child process from starting.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
registerAppScheme();
guardContents(log);

if (homeTrouble) {
  app.whenReady().then(() => explainAndQuit(homeTrouble), quitUnready);
} else if (app.requestSingleInstanceLock()) {
  app.on('second-instance', showWindow);
  app.on('window-all-closed', () => app.quit());
  app.whenReady().then(start).catch(explainAndQuit);
} else {
  app.quit();
}

async function start(): Promise<void> {
  const outFolder = join(app.getAppPath(), 'out');
  setMenu();
  serveApp(join(outFolder, 'renderer'));
  blockNetwork(session.defaultSession);
  permitCameraOnly(session.defaultSession, page);
  const services = await createServices(home, outFolder, host);
  handleAll(services, () => window, host);
  app.on('will-quit', () => services.trainer.close());
  window = openWindow({
    preload: join(outFolder, 'preload', 'preload.cjs'),
    boundsFile: join(home, 'window', 'bounds.json'),
    log,
  });
  confirmClose(window, services.training);
  quitOnInterrupt({
    work: services.training,
    quit: () => app.quit(),
    quitNow: (code) => {
      services.trainer.close();
      app.exit(code);
    },
  });
  await lookAround(services, host);
}

function showWindow(): void {
  if (!window || window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

function quitUnready(): void {
  app.exit(1);
}
