import { app, type BrowserWindow } from 'electron';
import type { ImportService } from '../imports/import-service';

/** A data set in the making ends with the app and leaves nothing; a page that goes only gives back what it was decoding. */
export function endImportsWithApp(imports: ImportService, window: BrowserWindow): void {
  const { webContents } = window;
  // Not when the navigation starts: until it is done, the old page still asks for pictures.
  webContents.on('did-navigate', () => imports.pageIsGone());
  webContents.on('render-process-gone', () => imports.pageIsGone());
  app.on('will-quit', (event) => {
    if (!imports.isMaking()) return;
    event.preventDefault();
    void imports.cancel().finally(() => app.quit());
  });
}
