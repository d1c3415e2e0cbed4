import type { TrainingState } from '#shared/contracts/training';
import type { Scenario } from '../../fakes/fake-bridge';
import { factsOf } from '../../fixtures/coach/stored-facts';
import type { StoredCurves } from '../../fixtures/coach/stored-curves';
import { runList } from '../../fixtures/coach/run-list';
import { presets } from '../../fixtures/fashion-mnist';

type Finished = Extract<TrainingState, { status: 'finished' }>;
type Running = Extract<TrainingState, { status: 'running' }>;

const recorded = import.meta.glob<StoredCurves>('../../fixtures/coach/curves/*.json', {
  eager: true,
  import: 'default',
});

/** Recorded runs with something to say of them, as they stand in the window. */
export function coachScenarios(known: { trained: Scenario; running: Scenario }): Record<string, Scenario> {
  const { trained, running } = known;
  const facts = (name: string) => {
    const run = runList.find((listed) => listed.name === name)!;
    return factsOf(run, recorded[`../../fixtures/coach/curves/${name.replace('%', '-percent')}.json`]!);
  };
  const finished = (name: string): Scenario => {
    const { plan, curves, data, evaluation } = facts(name);
    const [newest, ...older] = trained.runs;
    const testAccuracy = evaluation?.accuracy ?? 0.1;
    const state: Finished = { ...(trained.training as Finished), plan, testAccuracy };
    const runs = [{ ...newest!, plan, testAccuracy }, ...older];
    return { ...trained, training: state, curves: [...curves], runs, data, recorded: { curves, evaluation } };
  };
  const during = (name: string, at: number): Scenario => {
    const { plan, curves, data } = facts(name);
    const training: Running = { ...(running.training as Running), plan };
    return { ...running, training, data, curves: curves.filter(({ position }) => position <= at) };
  };
  return {
    'coach-guessing': finished('rate-0.3'),
    'coach-swinging': finished('rate-0.03'),
    'coach-rate-too-low': finished('rate-0.000001'),
    'coach-overfitting': finished('classic-30-seed-1'),
    'coach-underfitting': finished('tiny-4-10'),
    'coach-still-learning': finished('classic-2-epochs'),
    'coach-rare': finished('rare-5%'),
    'coach-copied': finished('copied-5%'),
    'coach-running': during('classic-30-seed-1', 24.4),
    'coach-nothing': { ...finished('classic-seed-2'), plan: presets[0]!.plan },
  };
}
