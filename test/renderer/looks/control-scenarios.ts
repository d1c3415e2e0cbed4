import type { RunSummary } from '#shared/contracts/runs';
import type { TrainingState } from '#shared/contracts/training';
import type { Scenario } from '../../fakes/fake-bridge';

type Named = Record<
  'ready' | 'again' | 'trained' | 'trained-stopped' | 'running' | 'crashed' | 'long',
  Scenario
>;
type Of<S extends TrainingState['status']> = Extract<TrainingState, { status: S }>;

const stepsPerEpoch = 1688;
const checkpointAt = (step: number, epochs: number) => ({ step, epoch: step / stepsPerEpoch, epochs });
const diskFull = {
  kind: 'disk',
  message: 'There is no room left on the disk.',
  hint: 'Make room; it is tried again every few seconds.',
} as const;

/** What going on, stopping and storing can look like, made from plainer states. */
export function controlScenarios(known: Named): Record<string, Scenario> {
  const { ready, again, trained, crashed } = known;
  const [newest] = again.runs as [RunSummary];
  const plan = { ...newest.plan, epochs: 20 };
  const brokenOff: RunSummary = {
    ...newest,
    id: 'classic-3',
    createdAt: '2026-11-25T09:12:00Z',
    status: 'interrupted',
    plan,
    seconds: null,
    testAccuracy: null,
    resumable: checkpointAt(2 * stepsPerEpoch + 812, plan.epochs),
  };
  const withSummary = (scenario: Scenario, changed: Partial<RunSummary>): Scenario => ({
    ...scenario,
    runs: [{ ...newest, ...changed }, ...scenario.runs.slice(1)],
  });
  const ended = (how: NonNullable<Of<'idle'>['ended']>['how']): Scenario => ({
    ...again,
    training: { status: 'idle', ended: { runId: 'classic-3', runName: 'Classic', plan: newest.plan, how } },
  });
  const during = (scenario: Scenario, changed: Partial<Of<'running'>>): Scenario => ({
    ...scenario,
    training: { ...(scenario.training as Of<'running'>), ...changed },
  });
  const stoppedEarly = { epoch: 12, bestEpoch: 9 };
  const early: Of<'finished'> = {
    ...(trained.training as Of<'finished'>),
    plan: { ...plan, earlyStopping: { patience: 3, minImprovement: 0 } },
    stoppedEarly,
  };
  return {
    'resume-offer': { ...again, runs: [brokenOff, ...again.runs] },
    'ended-before-first-step': ended('before-first-step'),
    'ended-discarded': ended('discarded'),
    'ended-as-before': ended('as-before'),
    'ended-unchanged': ended('unchanged'),
    'running-on-changed': during(known.running, {
      warning: {
        kind: 'unsupported',
        message: 'This run was trained with TensorFlow 2.20.0 and continues with TensorFlow 2.21.0.',
        hint: 'It may end in other last digits than one that had not been stopped.',
      },
    }),
    'running-warned': during(known.running, { warning: diskFull }),
    'running-on': during(known.running, {
      resumedFrom: checkpointAt(stepsPerEpoch + 812, 5),
      discardGoesBack: true,
    }),
    'crashed-resumable': {
      ...crashed,
      training: {
        ...(crashed.training as Of<'failed'>),
        resumable: checkpointAt(3 * stepsPerEpoch + 240, 5),
      },
      curves: known.running.curves,
    },
    'trained-further': withSummary(trained, { resumable: checkpointAt(5 * stepsPerEpoch, 5) }),
    'trained-warned': {
      ...trained,
      training: { ...(trained.training as Of<'finished'>), warning: diskFull },
    },
    'stopped-resumable': withSummary(known['trained-stopped'], {
      status: 'stopped',
      resumable: checkpointAt(2 * stepsPerEpoch + 675, 5),
    }),
    'stopped-early': {
      ...withSummary(ready, {
        plan: early.plan,
        stoppedEarly,
        resumable: checkpointAt(12 * stepsPerEpoch, 20),
      }),
      training: early,
      curves: known.long.curves
        .filter(({ position }) => position <= 240)
        .map((point) => ({ ...point, position: point.position / 20 })),
    },
  };
}
