import type { CurvePoint } from './curve-point';
import type { StepSums } from './engine';
import { addSums, means } from './step-sums';

const mostPointsPerEpoch = 100;

/** Makes the points of the training curve: each is the mean over the steps since the one before. */
export class CurveRecorder {
  readonly #stepsPerEpoch: number;
  readonly #stepsPerPoint: number;
  #sums: StepSums | null = null;
  #lastStep = 0;

  constructor(stepsPerEpoch: number) {
    this.#stepsPerEpoch = stepsPerEpoch;
    this.#stepsPerPoint = Math.ceil(stepsPerEpoch / mostPointsPerEpoch);
  }

  /** Takes the sums of the steps up to `step` of `epoch` (from 1); gives a point once enough steps have come together. */
  add(epoch: number, step: number, sums: StepSums): CurvePoint[] {
    this.#sums = addSums(this.#sums, sums);
    const endsEpoch = step === this.#stepsPerEpoch;
    if (step - this.#lastStep < this.#stepsPerPoint && !endsEpoch) return [];
    const point: CurvePoint = {
      kind: 'train',
      position: epoch - 1 + step / this.#stepsPerEpoch,
      ...means(this.#sums),
    };
    this.#sums = null;
    this.#lastStep = endsEpoch ? 0 : step;
    return [point];
  }
}
