import { once } from 'node:events';
import type { DataSet } from '#core/domain/data-set';
import { toErrorInfo, WardrobeError } from '#core/domain/errors';
import { findRecipe } from '#core/model/presets';
import { checkPlan } from '#core/model/shapes';
import type { TrainingPlan } from '#core/model/training-plan';
import { automatic, type EngineDescription, type EngineChoice } from '#core/domain/engine';
import { newRunId } from '#core/runs/write/run-writer';
import type { RunStore } from '#core/runs/store/run-store';
import { threadSettings } from '#core/tensorflow/library/thread-settings';
import type { CurvePoint } from '#core/domain/training-progress';
import type { TrainingState } from '#shared/contracts/training';
import type { Log } from '../log-file';
import type { NoGpu } from '#core/tensorflow/library/no-gpu';
import { findEngine } from './find-engine';
import { refuseOtherSet } from './refuse-other-set';
import { afterEnd, afterProgress, nothingNew, type Running } from './training-states';
import type { BeginMessage, FinishedMessage, ProgressMessage, TrainerProcess } from './trainer-process';

export interface TrainingServiceOptions {
  trainer: Pick<TrainerProcess, 'describe' | 'run' | 'pause' | 'resume' | 'stop'>;
  /** Why an NVIDIA card that is here is not used; null where there is none. */
  whyNoGpu?(): Promise<NoGpu | null>;
  runs: Pick<RunStore, 'markInterrupted' | 'remove' | 'get' | 'goingOn' | 'goBack'>;
  home: string;
  /** The one that is worked with. */
  dataSet(): DataSet;
  runsFolder: string;
  /** Whether there is a data set to train on. */
  dataIsReady(): boolean;
  onChange(state: TrainingState): void;
  /** `replaceAll`: `points` replace all points sent before. */
  onPoints(runId: string, points: CurvePoint[], replaceAll: boolean): void;
  onEngine(engine: EngineDescription): void;
  onRunChanged(runId: string): void;
  log: Log;
}

export interface StartRequest {
  plan: TrainingPlan;
  /** Id of the set that the plan is for; absent: whichever is worked with. */
  dataSet?: string | undefined;
  choice?: EngineChoice | undefined;
  name?: string | undefined;
}

/** What the trainer is told, made when it is known what engines work here. */
type Order = (folders: { home: string; runsFolder: string }) => {
  message: BeginMessage;
  env: Record<string, string>;
};

/**
 * The run in progress or the last one: its state, its curves for a page that is loaded again, and its commands. What the trainer tells
 * is handed on as it comes: the trainer sees to it that this is seldom enough.
 */
export class TrainingService {
  readonly #options: TrainingServiceOptions;
  #state: TrainingState = { status: 'idle', ended: null };
  #curves: CurvePoint[] = [];
  #engine: EngineDescription | null = null;
  /** Why 'auto' has to mean the layers engine here. */
  #graphFails: string | null = null;
  #looking: Promise<void> | undefined;
  #ended: Promise<void> = Promise.resolve();
  #discarding = false;
  /** The run was stored before it went on. */
  #resumed = false;
  #stopAsked = new AbortController();

  constructor(options: TrainingServiceOptions) {
    this.#options = options;
  }

  snapshot(): { state: TrainingState; curves: CurvePoint[] } {
    return { state: this.#state, curves: this.#curves };
  }

  engine(): EngineDescription | null {
    return this.#engine;
  }

  isRunning(): boolean {
    return this.#state.status === 'running';
  }

  /** Finds out what would train, once at the start; never rejects. */
  look(): Promise<void> {
    this.#looking ??= findEngine(this.#options.trainer, this.#options.log).then(
      ({ engine, graphFails }) => {
        this.#graphFails = graphFails;
        this.#showEngine(engine);
        void this.#tellWhyNoGpu(engine);
      },
      (error: unknown) => this.#options.log(`engine: ${toErrorInfo(error).message}`),
    );
    return this.#looking;
  }

  /** The driver has compiled its kernels for the card. */
  cardPrepared(): void {
    if (this.#engine?.newCard) this.#showEngine({ ...this.#engine, newCard: false });
  }

  /**
   * Starts a run and returns its id at once. Throws 'busy' while one runs, 'not-ready' without a data set or when the plan is for another
   * one, 'bad-input' or 'unsupported' when the plan can't be trained.
   */
  start({ plan, dataSet, choice = automatic, name }: StartRequest): string {
    this.#refuseWhileRunning();
    this.#refuseWithoutData();
    refuseOtherSet(dataSet, this.#options.dataSet());
    checkPlan(plan, this.#options.dataSet());
    const runId = newRunId(new Date(), plan.preset);
    const runName = name?.trim() || (findRecipe(plan.preset)?.name ?? plan.preset);
    this.#resumed = false;
    const { id, version } = this.#options.dataSet();
    const data = { id, version };
    this.#begin({ runId, runName, plan, discardGoesBack: false }, (folders) => {
      const possible = this.#possible(choice);
      return {
        message: { type: 'start', runId, name: runName, data, plan, choice: possible, ...folders },
        env: threadSettings(possible),
      };
    });
    return runId;
  }

  /**
   * Goes on with a stored run, up to `epochs` epochs in all, or null for as many as its plan has, and returns its id.
   * Throws WardrobeError: 'busy' and, for a run on the set that is worked with, 'not-ready' as `start`, and as `readGoingOn`.
   */
  async resumeRun(runId: string, epochs: number | null): Promise<string> {
    this.#refuseWhileRunning();
    const { plan, choice, goesBack } = await this.#options.runs.goingOn(runId, epochs);
    const { summary } = await this.#options.runs.get(runId);
    // Another one may have begun in between.
    this.#refuseWhileRunning();
    // Any other set is looked for by the trainer.
    if (summary.dataSet.id === this.#options.dataSet().id) this.#refuseWithoutData();
    this.#resumed = true;
    this.#begin({ runId, runName: summary.name, plan, discardGoesBack: goesBack }, (folders) => ({
      message: { type: 'resumeRun', runId, epochs, ...folders },
      env: threadSettings(choice),
    }));
    return runId;
  }

  pause(): void {
    this.#options.trainer.pause(this.#running().runId);
  }

  resume(): void {
    this.#options.trainer.resume(this.#running().runId);
  }

  /** Ends the run after the current steps. `keep`: it is evaluated and stored as it stands; else it is removed. */
  stop(keep: boolean): void {
    const running = this.#running();
    // As in TrainingControl, of two requests the one that discards wins.
    this.#discarding ||= !keep;
    this.#show({ ...running, phase: 'stopping' });
    this.#stopAsked.abort();
    this.#options.trainer.stop(running.runId, keep);
  }

  /** Resolves when no run is in progress any more. */
  ended(): Promise<void> {
    return this.#ended;
  }

  #refuseWhileRunning(): void {
    if (this.isRunning())
      throw new WardrobeError(
        'busy',
        'A model is being trained already.',
        'Wait until it is done, or stop it.',
      );
  }

  #refuseWithoutData(): void {
    if (!this.#options.dataIsReady())
      throw new WardrobeError(
        'not-ready',
        'There is no data to train on yet.',
        'Get it in the Data step first.',
      );
  }

  #begin(run: Pick<Running, 'runId' | 'runName' | 'plan' | 'discardGoesBack'>, order: Order): void {
    this.#curves = [];
    this.#discarding = false;
    this.#stopAsked = new AbortController();
    const running: Running = {
      status: 'running',
      ...run,
      phase: 'starting',
      engine: null,
      progress: null,
      warning: null,
      resumedFrom: null,
    };
    this.#show(running);
    this.#ended = this.#train(running, order);
  }

  #running(): Running {
    if (this.#state.status === 'running') return this.#state;
    throw new WardrobeError('not-ready', 'Nothing is being trained.', 'Start a training first.');
  }

  async #train(running: Running, order: Order): Promise<void> {
    const { trainer, home, runsFolder } = this.#options;
    const stop = this.#stopAsked.signal;
    try {
      await Promise.race([this.#looking, once(stop, 'abort')]);
      // The trainer has not heard of this run, so it can't be asked to stop it.
      if (stop.aborted) throw new WardrobeError('cancelled', 'Stopped before it began.');
      const { message, env } = order({ home, runsFolder });
      const finished = await trainer.run(message, env, (progress) => this.#hear(progress));
      this.#finish(finished);
    } catch (error) {
      await this.#failed(running, error);
    }
    this.#options.onRunChanged(running.runId);
  }

  /** With an addon that takes the trainer down, 'auto' means the engine that does without it. */
  #possible(choice: EngineChoice): EngineChoice {
    return this.#graphFails !== null && choice.engine === 'auto' ? { ...choice, engine: 'layers' } : choice;
  }

  #hear(message: ProgressMessage): void {
    const { runId, points, resumedFrom } = message;
    const before = this.#running();
    const state = afterProgress(before, message);
    const replaceAll = resumedFrom !== null;
    if (replaceAll) this.#curves = [];
    for (const point of points) this.#curves.push(point);
    if (replaceAll || points.length > 0) this.#options.onPoints(runId, points, replaceAll);
    if (state.engine && !before.engine) {
      // What the machine has is not what one run is trained with.
      if (!this.#engine) this.#showEngine(state.engine);
      this.#options.onRunChanged(runId);
    }
    if (before.phase === 'preparing' && state.phase !== 'preparing') this.cardPrepared();
    this.#show(state);
  }

  #finish(message: FinishedMessage): void {
    this.#show(afterEnd(this.#running(), message, this.#discarding));
  }

  /** The trainer may be gone, so what it could not write into its run is written here. */
  async #failed({ runId, runName, plan, discardGoesBack }: Running, error: unknown): Promise<void> {
    const { runs, log } = this.#options;
    const discard = discardGoesBack ? () => runs.goBack(runId) : () => runs.remove(runId);
    const info = toErrorInfo(error);
    const tidy = this.#discarding ? discard() : this.#markInterrupted();
    await tidy.catch((trouble: unknown) => log(`run ${runId}: ${toErrorInfo(trouble).message}`));
    log(`run ${runId}: ${info.kind}: ${info.message}`);
    if (this.#discarding || info.kind === 'cancelled') {
      const [discarding, resumed] = [this.#discarding, this.#resumed];
      const how = nothingNew({ discarding, resumed, goesBack: discardGoesBack });
      this.#show({ status: 'idle', ended: { runId, runName, plan, how } });
      return;
    }
    const resumable = await runs.get(runId).then(
      ({ summary }) => summary.resumable,
      () => null,
    );
    this.#show({ status: 'failed', runId, runName, plan, error: info, resumable });
  }

  async #markInterrupted(): Promise<void> {
    const { failed } = await this.#options.runs.markInterrupted();
    for (const { id, error } of failed) this.#options.log(`run ${id}: ${error.message}`);
  }

  /** Says in the engine's detail why an NVIDIA card is there and not used; never rejects. */
  async #tellWhyNoGpu(engine: EngineDescription): Promise<void> {
    const { whyNoGpu, log } = this.#options;
    if (engine.id !== 'tensorflow-cpu' || !whyNoGpu) return;
    const why = await whyNoGpu().catch((error: unknown) => {
      log(`engine: ${toErrorInfo(error).message}`);
      return null;
    });
    if (!why || this.#engine !== engine) return;
    const remedy = why.remedy ? `. What to do: ${why.remedy}` : '';
    this.#showEngine({ ...engine, detail: `${engine.detail}: ${why.reason}${remedy}` });
  }

  #showEngine(engine: EngineDescription): void {
    this.#engine = engine;
    this.#options.onEngine(engine);
  }

  #show(state: TrainingState): void {
    this.#state = state;
    this.#options.onChange(state);
  }
}
