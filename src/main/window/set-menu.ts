import { Menu } from 'electron';

/** The shortcuts people expect, zoom among them; outside macOS the bar itself shows when Alt is pressed. */
export function setMenu(platform: string = process.platform): void {
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(platform === 'darwin' ? [{ role: 'appMenu' as const }] : [{ role: 'fileMenu' as const }]),
      { role: 'editMenu' },
      { role: 'viewMenu' },
      { role: 'windowMenu' },
    ]),
  );
}
