import { dialog, type BrowserWindow } from 'electron';

/** What may be going on when the app is to end. */
export interface RunningWork {
  isRunning(): boolean;
  stop(keep: boolean): void;
  ended(): Promise<void>;
}

/** What closing has to ask about. */
export interface ClosableWork extends RunningWork {
  /** Whether the run has got so far that it can go on another time. */
  canGoOn(): boolean;
  /** Stops it where it stands, to go on another time. */
  leave(): Promise<void>;
}

interface Choice {
  button: string;
  /** What it means, in a sentence. */
  meaning?: string;
  /** Resolves when the window can be closed; undefined to leave it open. */
  act?: () => Promise<void>;
}

/** A window that is closed while a model trains asks first, and nothing is lost whatever the answer. */
export function confirmClose(window: BrowserWindow, work: ClosableWork): void {
  let asking = false;
  window.on('close', (event) => {
    if (!work.isRunning()) return;
    event.preventDefault();
    if (asking) return;
    asking = true;
    void ask().finally(() => (asking = false));
  });

  async function ask(): Promise<void> {
    const choices = choicesOf(work);
    const { response } = await dialog.showMessageBox(window, {
      type: 'question',
      title: 'Wardrobe',
      message: 'A model is being trained.',
      detail: choices.flatMap(({ meaning }) => meaning ?? []).join('\n\n'),
      buttons: choices.map(({ button }) => button),
      defaultId: choices.length - 1,
      cancelId: choices.length - 1,
      noLink: true,
    });
    const act = choices[response]?.act;
    if (!act) return;
    if (work.isRunning()) await act();
    if (!window.isDestroyed()) window.close();
  }
}

/** The last one keeps training. */
function choicesOf(work: ClosableWork): Choice[] {
  const keep = async () => {
    work.stop(true);
    await work.ended();
  };
  const stopAndKeep: Choice = {
    button: 'Stop and keep',
    meaning: 'Stop and keep: what it has learnt so far is tested and can be used.',
    act: keep,
  };
  const goOnNextTime: Choice = {
    button: 'Go on next time',
    meaning: 'Go on next time: it is kept where it stands, and offered when Wardrobe starts again.',
    act: () => work.leave(),
  };
  return [stopAndKeep, ...(work.canGoOn() ? [goOnNextTime] : []), { button: 'Keep training' }];
}
