export const stepIds = ['data', 'model', 'train', 'evaluate', 'classify'] as const;
export type StepId = (typeof stepIds)[number];

function stepOfHash(): StepId {
  const hash = window.location.hash.slice(1);
  return stepIds.find((id) => id === hash) ?? 'data';
}

/** Which step is shown. It stands in the address, so a reload and the history keys keep it. */
class AppState {
  step = $state<StepId>(stepOfHash());

  start(): () => void {
    const read = () => (this.step = stepOfHash());
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }

  go(step: StepId): void {
    this.step = step;
    window.location.hash = step;
  }
}

export const appState = new AppState();
