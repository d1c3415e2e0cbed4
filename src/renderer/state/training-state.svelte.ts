import type { EngineDescription } from '#core/domain/engine';
import { toErrorInfo, type ErrorInfo } from '#core/domain/errors';
import type { CurvePoint } from '#core/domain/training-progress';
import type { TrainingPlan } from '#core/model/training-plan';
import { choiceToRepeat } from '#core/pace/ways-to-train';
import type { TrainingState as TrainingStatus } from '#shared/contracts/training';
import { client } from '../client';
import { appState } from './app-state.svelte';
import { dataSetState } from './data-set-state.svelte';
import { follow } from './follow';
import { mergeCurves } from './merge-curves';
import { pacesState } from './paces-state.svelte';
import { planState } from './plan-state.svelte';
import { runsState } from './runs-state.svelte';

/** The run in progress or the last one, with its curves, and what trains here. */
class TrainingState {
  /** Null until main has answered. */
  current = $state.raw<TrainingStatus | null>(null);
  curves = $state.raw<readonly CurvePoint[]>([]);
  /** Null until the trainer has looked. */
  engine = $state.raw<EngineDescription | null>(null);
  /** What went wrong with a command, apart from the training itself. */
  error = $state.raw<ErrorInfo | null>(null);
  /** From the click until main has taken the run over. */
  starting = $state(false);

  /** From the click until the run has taken its last steps. */
  pausing = $state(false);

  running = $derived(this.current?.status === 'running');

  /** A new training is about to be started: the Train step shows what it will be rather than how the last one ended. */
  preparing = $state(false);

  #runId: string | null = null;

  start(): () => void {
    const onError = (error: unknown) => (this.error = toErrorInfo(error));
    const stops = [
      client.training.onPoints(({ runId, points, replaceAll }) => {
        if (runId !== this.#runId) return;
        this.curves = replaceAll ? points : [...this.curves, ...points];
      }),
      follow({
        subscribe: client.training.onChanged,
        read: () => client.training.state(),
        onSnapshot: ({ state, curves }) => {
          if (this.current === null) this.#show(state);
          const sameRun = state.status !== 'idle' && state.runId === this.#runId;
          if (!sameRun) return;
          this.curves = mergeCurves(curves, this.curves);
        },
        onEvent: (state) => this.#show(state),
        onError,
      }),
      follow({
        subscribe: client.training.onEngine,
        read: () => client.training.engine(),
        onSnapshot: (engine) => (this.engine ??= engine),
        onEvent: (engine) => (this.engine = engine),
        onError,
      }),
    ];
    return () => stops.forEach((stop) => stop());
  }

  prepare(): void {
    this.preparing = this.current?.status === 'finished' || this.current?.status === 'failed';
  }

  /** `before`: what trained the run that this one repeats; it is trained the same way where that can be had. */
  train(plan: TrainingPlan, before: EngineDescription | null = null): Promise<void> {
    const repeated = before && this.engine && choiceToRepeat(before, this.engine.id);
    const choice = repeated ?? pacesState.resolve(plan, planState.choice, this.engine?.id);
    return this.#begin(() => client.training.start({ plan, dataSet: dataSetState.current.id, choice }));
  }

  /** Goes on with a stored run where it stands. */
  resumeRun(id: string): Promise<void> {
    return this.#begin(() => client.training.resumeRun({ id }));
  }

  /** Goes on with a stored run up to `epochs` epochs in all. */
  extend(id: string, epochs: number): Promise<void> {
    return this.#begin(() => client.training.extend({ id, epochs }));
  }

  async pause(): Promise<void> {
    this.pausing = true;
    await this.#tell(() => client.training.pause());
    if (this.error) this.pausing = false;
  }

  /** Ends a pause, also one that has not begun yet. */
  resume(): Promise<void> {
    this.pausing = false;
    return this.#tell(() => client.training.resume());
  }

  /** `keep`: store and evaluate the model as it stands; else the run is removed. */
  stop(keep: boolean): Promise<void> {
    return this.#tell(() => client.training.stop({ keep }));
  }

  #show(state: TrainingStatus): void {
    const runId = state.status === 'idle' ? null : state.runId;
    if (runId !== this.#runId) this.curves = [];
    if (state.status === 'running') this.preparing = false;
    if (state.status === 'finished' && this.running) takeIntoUse(state.runId);
    if (state.status !== 'running' || state.phase === 'paused' || state.phase === 'stopping')
      this.pausing = false;
    this.#runId = runId;
    this.current = state;
    // What the machine has is not what one run was trained with.
    if (state.status === 'running' && state.engine) this.engine ??= state.engine;
  }

  async #begin(command: () => Promise<unknown>): Promise<void> {
    if (this.starting || this.running) return;
    this.starting = true;
    await this.#tell(command);
    this.starting = false;
  }

  async #tell(command: () => Promise<unknown>): Promise<void> {
    this.error = null;
    try {
      await command();
    } catch (error) {
      this.error = toErrorInfo(error);
    }
  }
}

/** The model that has just been trained is the one to look at next, but what is being looked at stays as it is. */
function takeIntoUse(runId: string): void {
  const looking = appState.step === 'evaluate' || appState.step === 'classify';
  if (looking && runsState.selected !== null) runsState.offer(runId);
  else runsState.select(runId);
}

export const trainingState = new TrainingState();
