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
import { closableWork } from './training/closable-work';
import { comeToFront } from './window/come-to-front';
import { confirmClose } from './window/confirm-close';
import { blockNetwork, guardContents } from './window/guard-contents';
import { endImportsWithApp } from './window/end-imports-with-app';
import { keepAwake } from './window/keep-awake';
import { openWindow } from './window/open-window';
import { permitCameraAndCopying } from './window/permissions';
import { setMenu } from './window/set-menu';
import { showProgress } from './window/show-progress';
import { tellOutcome } from './window/tell-outcome';

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
  app.on('second-instance', () => comeToFront(window));
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
  permitCameraAndCopying(session.defaultSession, page);
  const services = await createServices(home, outFolder, host);
  handleAll(services, () => window, host);
  const endChildren = () => {
    services.probes.cancel();
    services.trainer.close();
  };
  app.on('will-quit', endChildren);
  window = openWindow({
    preload: join(outFolder, 'preload', 'preload.cjs'),
    boundsFile: join(home, 'window', 'bounds.json'),
    log,
  });
  endImportsWithApp(services.imports, window);
  confirmClose(window, closableWork(services));
  services.followers.add(showProgress(window), tellOutcome(window), keepAwake());
  quitOnInterrupt({
    work: services.training,
    quit: () => app.quit(),
    quitNow: (code) => {
      endChildren();
      app.exit(code);
    },
  });
  await lookAround(services);
}

function quitUnready(): void {
  app.exit(1);
}
