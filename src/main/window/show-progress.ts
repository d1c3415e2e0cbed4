import type { BrowserWindow, ProgressBarOptions } from 'electron';
import { doneFraction } from '#shared/done-fraction';
import type { TrainingState } from '#shared/contracts/training';
import type { TrainingFollower } from '../training/training-followers';
import { titleWords } from './title-words';

interface Bar {
  /** 0–1; below 0 there is no bar, above 1 it only moves. */
  value: number;
  mode: NonNullable<ProgressBarOptions['mode']>;
}

const noBar: Bar = { value: -1, mode: 'none' };
const movingBar: Bar = { value: 2, mode: 'indeterminate' };
const failedBar: Bar = { value: 1, mode: 'error' };

/**
 * Shows how far a run is in the window's title and on its button in the taskbar or dock. How the run ended stands there
 * until the window has been looked at.
 */
export function showProgress(window: BrowserWindow): TrainingFollower {
  let state: TrainingState = { status: 'idle', ended: null };
  let seen = true;
  let shown = '';

  const show = (): void => {
    if (window.isDestroyed()) return;
    const title = titleWords(state, seen);
    const bar = barOf(state, seen);
    // A taskbar is another program: it is told what changes, not every figure.
    const now = JSON.stringify([title, bar]);
    if (now === shown) return;
    shown = now;
    window.setTitle(title);
    window.setProgressBar(bar.value, { mode: bar.mode });
  };

  // The page has its own title, which a reload would put back.
  window.on('page-title-updated', (event) => event.preventDefault());
  window.on('focus', () => {
    if (state.status === 'running') return;
    seen = true;
    show();
  });
  return (next) => {
    if (next.status !== state.status) seen = !window.isDestroyed() && window.isFocused();
    state = next;
    show();
  };
}

function barOf(state: TrainingState, seen: boolean): Bar {
  if (state.status === 'failed') return seen ? noBar : failedBar;
  if (state.status !== 'running') return noBar;
  const { phase, progress } = state;
  if (!progress || phase === 'evaluating') return movingBar;
  const percent = Math.floor(doneFraction(progress) * 100);
  return { value: percent / 100, mode: phase === 'paused' ? 'paused' : 'normal' };
}
