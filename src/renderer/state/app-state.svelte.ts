export const stepIds = ['data', 'model', 'train', 'evaluate', 'classify'] as const;
export type StepId = (typeof stepIds)[number];

/** What the window can show: a step, or the history of runs beside them. */
export type PageId = StepId | 'runs';
const pageIds: readonly PageId[] = [...stepIds, 'runs'];

function pageOfHash(): PageId {
  const hash = window.location.hash.slice(1);
  return pageIds.find((id) => id === hash) ?? 'data';
}

/** Which step is shown, or the runs. It stands in the address, so a reload and the history keys keep it. */
class AppState {
  step = $state<PageId>(pageOfHash());

  start(): () => void {
    const read = () => (this.step = pageOfHash());
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }

  go(step: PageId): void {
    this.step = step;
    window.location.hash = step;
  }
}

export const appState = new AppState();
