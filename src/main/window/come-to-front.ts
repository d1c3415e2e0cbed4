import type { BrowserWindow } from 'electron';

/** Shows the window above all others, whatever became of it; does nothing once it is gone. */
export function comeToFront(window: BrowserWindow | undefined): void {
  if (!window || window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
