// The Electron side of take-looks.mjs: one sandboxed window, as the app has it, on the page of a scenario.
import { app, BrowserWindow } from 'electron';

app.commandLine.appendSwitch('force-device-scale-factor', '1');
app.on('window-all-closed', () => app.quit());
void app.whenReady().then(() => {
  const window = new BrowserWindow({ useContentSize: true, width: 1180, height: 780 });
  void window.loadURL(process.env.LOOKS_URL);
});
