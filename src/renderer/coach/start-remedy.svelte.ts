import type { TrainingPlan } from '#core/model/training-plan';
import { appState } from '../state/app-state.svelte';
import { planState } from '../state/plan-state.svelte';
import { trainingState } from '../state/training-state.svelte';

/** Starts a new run with this plan, which also becomes the one that is worked on. A run that goes on is stopped and kept first. */
export async function startRemedy(plan: TrainingPlan): Promise<void> {
  if (trainingState.running) {
    await trainingState.stop(true);
    if (trainingState.error) return;
    await untilEnded();
  }
  planState.usePlan(plan);
  appState.go('train');
  await trainingState.train(plan);
}

function untilEnded(): Promise<void> {
  return new Promise((resolve) => {
    const end = $effect.root(() => {
      $effect(() => {
        if (trainingState.running) return;
        resolve();
        queueMicrotask(() => end());
      });
    });
  });
}
