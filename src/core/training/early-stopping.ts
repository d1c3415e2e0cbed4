import type { EarlyStoppingState } from '../domain/loop-state';
import type { NamedTensor } from '../domain/named-tensor';
import type { EarlyStoppingPlan } from '../model/training-plan';

/** Watches the validation loss after each epoch and keeps the weights of the best one. Without a plan it does nothing. */
export class EarlyStopping {
  readonly #plan: EarlyStoppingPlan | null;
  #state: EarlyStoppingState | null;
  #best: readonly NamedTensor[] | null;

  constructor(
    plan: EarlyStoppingPlan | null,
    state: EarlyStoppingState | null,
    best: readonly NamedTensor[] | null,
  ) {
    this.#plan = plan;
    this.#state = plan && state;
    this.#best = plan && best;
  }

  /** Takes the loss after `epoch`; asks for the weights only when they are the best. */
  add(epoch: number, loss: number, weights: () => readonly NamedTensor[]): void {
    if (this.#plan === null) return;
    if (this.#state && loss >= this.#state.bestLoss - this.#plan.minImprovement) {
      this.#state = { ...this.#state, waited: this.#state.waited + 1 };
      return;
    }
    this.#state = { bestLoss: loss, bestEpoch: epoch, waited: 0 };
    this.#best = weights();
  }

  /** Whether it has waited long enough for something better. */
  get isOver(): boolean {
    return this.#plan !== null && this.#state !== null && this.#state.waited >= this.#plan.patience;
  }

  get state(): EarlyStoppingState | null {
    return this.#state;
  }

  /** Null without a plan, and before the first epoch has ended. */
  get best(): readonly NamedTensor[] | null {
    return this.#best;
  }
}
