import type { EngineDescription } from '#core/domain/engine';
import type { ErrorInfo } from '#core/domain/errors';
import type { TrainingObserver } from '#core/domain/training-observer';
import type {
  CurvePoint,
  TrainingPhase,
  TrainingProgress,
  CheckpointSummary,
} from '#core/domain/training-progress';
import type { FromTrainer } from '#shared/trainer-messages';

type Progress = Omit<Extract<FromTrainer, { type: 'progress' }>, 'type' | 'runId'>;

/**
 * At most ten messages a second tell of figures, ms: often enough to look alive, seldom enough to cost nothing; main hands them on as
 * they come. A new phase or engine is told at once.
 */
const tellEvery = 100;

/** Gathers what a run tells into messages for main. The loop yields between chunks only, so no timer is needed. */
export class ProgressTeller implements TrainingObserver {
  readonly #post: (progress: Progress) => void;
  readonly #now: () => number;
  #phase: TrainingPhase = 'starting';
  #engine: EngineDescription | null = null;
  #progress: TrainingProgress | null = null;
  #points: CurvePoint[] = [];
  #warning: ErrorInfo | null = null;
  #resumedFrom: CheckpointSummary | null = null;
  #toldAt = -Infinity;
  #untold = false;

  constructor(post: (progress: Progress) => void, now: () => number = () => performance.now()) {
    this.#post = post;
    this.#now = now;
  }

  phase(phase: TrainingPhase): void {
    this.#phase = phase;
    this.#untold = true;
    this.tell();
  }

  engine(engine: EngineDescription): void {
    this.#engine = engine;
    this.#untold = true;
    this.tell();
  }

  points(points: readonly CurvePoint[]): void {
    this.#points.push(...points);
    this.#untold = true;
  }

  progress(progress: TrainingProgress): void {
    this.#progress = progress;
    this.#untold = true;
    if (this.#now() - this.#toldAt >= tellEvery) this.tell();
  }

  resumed(from: CheckpointSummary, points: readonly CurvePoint[]): void {
    this.#resumedFrom = from;
    this.#points = [...points];
    this.#untold = true;
    this.tell();
  }

  warning(warning: ErrorInfo | null): void {
    this.#warning = warning;
    this.#untold = true;
    this.tell();
  }

  /** Tells what has come together since the last time, if anything. */
  tell(): void {
    if (!this.#untold) return;
    this.#toldAt = this.#now();
    this.#untold = false;
    this.#post({
      phase: this.#phase,
      engine: this.#engine,
      progress: this.#progress,
      points: this.#points,
      warning: this.#warning,
      resumedFrom: this.#resumedFrom,
    });
    this.#points = [];
    this.#resumedFrom = null;
  }
}
