import type { StepSums } from '../domain/engine';
import type { Metrics, TrainingProgress } from '../domain/training-progress';
import { addSums, means } from './step-sums';

/** Weight of the newest chunk in the moving average of the speed: it adapts soon when the machine gets busy. */
const newest = 0.1;

export interface RunLength {
  epochs: number;
  stepsPerEpoch: number;
  examplesPerEpoch: number;
}

/** Keeps count of a run: where it is, how fast, how long it still takes. */
export class ProgressMeter {
  readonly #length: RunLength;
  #epoch = 1;
  #step = 0;
  #sums: StepSums | null = null;
  #validation: Metrics | null;
  #secondsPerExample: number | null = null;
  #secondsPerValidation = 0;

  /** `validation`: after the last epoch that ended, for a run that goes on. */
  constructor(length: RunLength, validation: Metrics | null = null) {
    this.#length = length;
    this.#validation = validation;
  }

  /** `step` and `sums`: what is done of it already, for a run that goes on. */
  startEpoch(epoch: number, step = 0, sums: StepSums | null = null): void {
    this.#epoch = Math.min(epoch, this.#length.epochs);
    this.#step = step;
    this.#sums = sums;
  }

  get sums(): StepSums | null {
    return this.#sums;
  }

  get validation(): Metrics | null {
    return this.#validation;
  }

  /** The steps up to `step` of this epoch are done and took `seconds`. */
  addSteps(step: number, sums: StepSums, seconds: number): void {
    this.#step = step;
    this.#sums = addSums(this.#sums, sums);
    const latest = seconds / sums.examples;
    this.#secondsPerExample =
      this.#secondsPerExample === null
        ? latest
        : this.#secondsPerExample + newest * (latest - this.#secondsPerExample);
  }

  addValidation(validation: Metrics, seconds: number): void {
    this.#validation = validation;
    this.#secondsPerValidation = seconds;
  }

  /** Means over the training steps of this epoch; null before the first. */
  get train(): Metrics | null {
    return this.#sums === null ? null : means(this.#sums);
  }

  progress(): TrainingProgress {
    const { epochs, stepsPerEpoch } = this.#length;
    return {
      epoch: this.#epoch,
      epochs,
      step: this.#step,
      stepsPerEpoch,
      examplesPerSecond: this.#secondsPerExample ? 1 / this.#secondsPerExample : 0,
      secondsLeft: this.#secondsLeft(),
      train: this.train,
      validation: this.#validation,
    };
  }

  #secondsLeft(): number | null {
    if (this.#secondsPerExample === null) return null;
    const { epochs, examplesPerEpoch } = this.#length;
    const epochsAfter = epochs - this.#epoch;
    const examples = epochsAfter * examplesPerEpoch + examplesPerEpoch - (this.#sums?.examples ?? 0);
    return examples * this.#secondsPerExample + (epochsAfter + 1) * this.#secondsPerValidation;
  }
}
