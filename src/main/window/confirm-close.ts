import { dialog, type BrowserWindow } from 'electron';

/** What closing has to ask about. */
export interface RunningWork {
  isRunning(): boolean;
  stop(keep: boolean): void;
  ended(): Promise<void>;
}

const stopAndClose = 0;

/** A window that is closed while a model trains asks first; a run that is stopped that way is kept. */
export function confirmClose(window: BrowserWindow, work: RunningWork): void {
  let asking = false;
  window.on('close', (event) => {
    if (!work.isRunning()) return;
    event.preventDefault();
    if (asking) return;
    asking = true;
    void ask().finally(() => (asking = false));
  });

  async function ask(): Promise<void> {
    const { response } = await dialog.showMessageBox(window, {
      type: 'question',
      title: 'Wardrobe',
      message: 'A model is being trained.',
      detail: 'Closing stops the training. What it has learnt so far is evaluated and kept.',
      buttons: ['Stop and close', 'Keep training'],
      defaultId: 1,
      cancelId: 1,
      noLink: true,
    });
    if (response !== stopAndClose) return;
    if (work.isRunning()) work.stop(true);
    await work.ended();
    if (!window.isDestroyed()) window.close();
  }
}
