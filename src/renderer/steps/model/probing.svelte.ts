import type { EngineChoice } from '#core/domain/engine';
import { presetsFor } from '#core/model/presets';
import type { TrainingPlan } from '#core/model/training-plan';
import { waysToTrain } from '#core/pace/ways-to-train';
import { datasetState } from '../../state/dataset-state.svelte';
import { pacesState } from '../../state/paces-state.svelte';
import { planState } from '../../state/plan-state.svelte';
import { trainingState } from '../../state/training-state.svelte';
import { dataSetState } from '../../state/data-set-state.svelte';

/** A plan that is being edited is measured once it has stood still so long, ms. */
const stillMs = 1000;

/**
 * Measures, one after the other, what has not been measured yet: the plan in hand and each preset as they would be trained, then the other ways
 * to train the plan. Only as long as the component that calls it is shown, with a data set and no training.
 */
export function probeWhileShown(): void {
  let still = $state.raw<TrainingPlan | null>(planState.plan);

  $effect(() => {
    const { plan } = planState;
    const timer = setTimeout(() => (still = plan), stillMs);
    return () => clearTimeout(timer);
  });

  $effect(() => {
    const ready = datasetState.ready && planState.loaded;
    const found = trainingState.engine;
    const free = trainingState.current !== null && !trainingState.running && !trainingState.starting;
    if (!ready || !found || !free || pacesState.measuring !== null) return;
    const ways = waysToTrain(found.id, planState.choice.bits);
    const next = wanted(still, ways).find(({ plan, choice }) => !pacesState.find(plan, choice));
    if (next) void pacesState.measure(next.plan, next.choice);
  });
}

function wanted(
  plan: TrainingPlan | null,
  ways: EngineChoice[],
): { plan: TrainingPlan; choice: EngineChoice }[] {
  const first = ways[0]!;
  const own = plan ? ways.map((choice) => ({ plan, choice })) : [];
  return [
    ...own.slice(0, 1),
    ...presetsFor(dataSetState.current).map((preset) => ({ plan: preset.plan, choice: first })),
    ...own.slice(1),
  ];
}
