import type { StepSums } from '../domain/engine';
import type { CurvePoint } from '../domain/training-progress';
import { convolves } from '../model/convolves';
import type { TrainingPlan } from '../model/training-plan';
import { addSums, means } from './step-sums';

/** At most. Where a step takes long there is time for more points. */
const pointsPerEpoch = (plan: TrainingPlan): number => (convolves(plan.layers) ? 50 : 20);

/** A GPU computes steps in turns of so many (`graph/program/compiled-loop`): a point within a turn would waste the rest of it. */
const turn = 8;

/** Whole turns, unless they would leave an epoch of few steps with hardly a point. */
function stepsPerPoint(plan: TrainingPlan, stepsPerEpoch: number): number {
  const steps = Math.ceil(stepsPerEpoch / pointsPerEpoch(plan));
  return steps > turn / 2 ? Math.ceil(steps / turn) * turn : steps;
}

/**
 * Makes the points of the training curve: each is the mean over the steps since the one before. Plan and data alone decide
 * where they lie, so a run that is stopped and goes on has the same points as one that is not.
 */
export class CurveRecorder {
  readonly #stepsPerEpoch: number;
  readonly #stepsPerPoint: number;
  #sums: StepSums | null;

  /** `sums`: of the steps since the last point, for a run that goes on. */
  constructor(plan: TrainingPlan, stepsPerEpoch: number, sums: StepSums | null = null) {
    this.#stepsPerEpoch = stepsPerEpoch;
    this.#stepsPerPoint = stepsPerPoint(plan, stepsPerEpoch);
    this.#sums = sums;
  }

  get sums(): StepSums | null {
    return this.#sums;
  }

  /** How many steps there are from `step` of an epoch to the next point: no more may be added at once. */
  untilPoint(step: number): number {
    return Math.min(this.#stepsPerPoint - (step % this.#stepsPerPoint), this.#stepsPerEpoch - step);
  }

  /** Takes the sums of the steps up to `step` of `epoch` (from 1); gives a point where one is due. */
  add(epoch: number, step: number, sums: StepSums): CurvePoint[] {
    this.#sums = addSums(this.#sums, sums);
    if (step % this.#stepsPerPoint !== 0 && step !== this.#stepsPerEpoch) return [];
    const position = epoch - 1 + step / this.#stepsPerEpoch;
    const point: CurvePoint = { kind: 'train', position, ...means(this.#sums) };
    this.#sums = null;
    return [point];
  }
}
