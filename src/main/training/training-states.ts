import type { TrainingState } from '#shared/contracts/training';
import type { FinishedMessage, ProgressMessage } from './trainer-process';

export type Running = Extract<TrainingState, { status: 'running' }>;
type Ended = NonNullable<Extract<TrainingState, { status: 'idle' }>['ended']>;

/** A run in progress once the trainer has told more of it. */
export function afterProgress(before: Running, message: ProgressMessage): Running {
  const { phase, engine, progress, warning, resumedFrom } = message;
  // Once asked to stop, figures that were under way must not bring an earlier phase back.
  const stopping = before.phase === 'stopping' && phase !== 'evaluating';
  return {
    ...before,
    phase: stopping ? 'stopping' : phase,
    engine: engine ?? before.engine,
    progress: progress ?? before.progress,
    warning,
    resumedFrom: resumedFrom ?? before.resumedFrom,
  };
}

/** What is shown once the trainer is done with a run; `discarding`: who stopped it did not want it kept. */
export function afterEnd(running: Running, message: FinishedMessage, discarding: boolean): TrainingState {
  const { runId, runName, plan, progress, warning } = running;
  const { outcome, testAccuracy, engine, seconds, stoppedEarly } = message;
  if (outcome === 'discarded' || outcome === 'as-before' || testAccuracy === null) {
    const how = nothingNew({
      discarding,
      resumed: outcome === 'as-before',
      goesBack: outcome === 'as-before',
    });
    return { status: 'idle', ended: { runId, runName, plan, how } };
  }
  return {
    status: 'finished',
    runId,
    runName,
    plan,
    outcome,
    engine,
    progress,
    testAccuracy,
    seconds,
    warning,
    stoppedEarly,
  };
}

/** What became of a run that left nothing new. Who asked to keep it learns that there was nothing to keep. */
export function nothingNew(run: { discarding: boolean; resumed: boolean; goesBack: boolean }): Ended['how'] {
  if (run.discarding) return run.goesBack ? 'as-before' : 'discarded';
  return run.resumed ? 'unchanged' : 'before-first-step';
}
