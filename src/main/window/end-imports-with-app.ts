import { app, type BrowserWindow } from 'electron';
import type { ImportService } from '../imports/import-service';

/** A data set in the making ends with the app and leaves nothing; a page that goes only gives back what it was decoding. */
export function endImportsWithApp(imports: ImportService, window: BrowserWindow): void {
  const { webContents } = window;
  webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) imports.pageIsGone();
  });
  webContents.on('render-process-gone', () => imports.pageIsGone());
  app.on('will-quit', (event) => {
    if (!imports.isMaking()) return;
    event.preventDefault();
    void imports.cancel().finally(() => app.quit());
  });
}
