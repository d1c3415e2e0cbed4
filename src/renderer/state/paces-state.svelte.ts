import { SvelteMap } from 'svelte/reactivity';
import { toErrorInfo, type ErrorInfo } from '#core/domain/errors';
import type { TrainingPlan } from '#core/model/training-plan';
import { automatic, type Bits, type EngineChoice, type EngineId } from '#core/domain/engine';
import { speedKey, waysToTrain, withBits } from '#core/pace/ways-to-train';
import { fastest, type Probed } from '#core/pace/fastest';
import { paceKey, runSeconds, type Pace } from '#core/pace/pace';
import { client } from '../client';
import { dataSetState } from './data-set-state.svelte';

export type Measured = { pace: Pace; error?: undefined } | { pace?: undefined; error: ErrorInfo };

/** What ends a measurement without saying anything about the plan: it can be tried again. */
const passing = new Set<ErrorInfo['kind']>(['cancelled', 'busy', 'not-ready']);

/** How fast plans train on this machine, as far as it has been measured. */
class PacesState {
  readonly #measured = new SvelteMap<string, Measured>();
  /** The key of what is being measured. */
  measuring = $state<string | null>(null);

  /** Undefined until it has been measured. */
  find(plan: TrainingPlan, choice: EngineChoice): Measured | undefined {
    return this.#measured.get(keyOf(plan, choice));
  }

  isMeasuring(plan: TrainingPlan, choice: EngineChoice): boolean {
    return this.measuring === keyOf(plan, choice);
  }

  /** Asks main to measure, or to remember; `again` always measures. One at a time. Never rejects. */
  async measure(plan: TrainingPlan, choice: EngineChoice, again = false): Promise<void> {
    if (this.measuring !== null) return;
    const key = keyOf(plan, choice);
    this.measuring = key;
    try {
      this.#note(key, {
        pace: await client.training.probe({ plan, dataSet: dataSetState.current.id, choice, again }),
      });
    } catch (thrown) {
      const error = toErrorInfo(thrown);
      if (!passing.has(error.kind)) this.#note(key, { error });
    }
    this.measuring = null;
  }

  /** Each way to train `plan` that was measured, by preference. */
  probed(plan: TrainingPlan, found: EngineId, bits?: Bits): Probed[] {
    return waysToTrain(found, bits).flatMap((choice) => {
      const pace = this.find(plan, choice)?.pace;
      return pace ? [{ choice, pace }] : [];
    });
  }

  /** What "automatic" comes to for `plan`, where `found` would be taken; undefined until something was measured. */
  best(plan: TrainingPlan, found: EngineId, bits?: Bits): Probed | undefined {
    return fastest(plan, this.probed(plan, found, bits), dataSetState.current);
  }

  /** What to ask for so that `plan` is trained as `wanted` says; automatic means the fastest that was measured. */
  resolve(plan: TrainingPlan, wanted: EngineChoice, found: EngineId | undefined): EngineChoice {
    if (wanted.engine !== 'auto' || found === undefined) return wanted;
    const best = this.best(plan, found, wanted.bits);
    // The first way is what the trainer takes by itself, and says best why.
    const choice = best && !sameChoice(best.choice, waysToTrain(found)[0]!) ? best.choice : automatic;
    return withBits(choice, wanted.bits);
  }

  /** How long `plan` would take as `wanted`, in seconds; null until it has been measured. */
  seconds(plan: TrainingPlan, wanted: EngineChoice, found: EngineId | undefined): number | null {
    if (found === undefined) return null;
    const pace =
      wanted.engine === 'auto' ? this.best(plan, found, wanted.bits)?.pace : this.find(plan, wanted)?.pace;
    return pace ? runSeconds(plan, pace, dataSetState.current) : null;
  }

  #note(key: string, measured: Measured): void {
    this.#measured.set(key, measured);
  }
}

export const sameChoice = (a: EngineChoice, b: EngineChoice): boolean =>
  a.engine === b.engine && a.device === b.device;

const keyOf = (plan: TrainingPlan, choice: EngineChoice): string =>
  `${speedKey(choice)} ${paceKey(plan, dataSetState.current.shape)}`;

export const pacesState = new PacesState();
