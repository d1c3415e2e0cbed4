import type { DataSet } from '#core/domain/data-set';
import { toErrorInfo, WardrobeError, fromErrorInfo } from '#core/domain/errors';
import { inTurn } from '#core/in-turn';
import { checkPlan } from '#core/model/shapes';
import type { TrainingPlan } from '#core/model/training-plan';
import { threadSettings } from '#core/tensorflow/library/thread-settings';
import type { EngineChoice } from '#core/domain/engine';
import type { Pace } from '#core/pace/pace';
import { Supervisor, type Deadline } from '#shared/supervisor';
import { fromTrainer, type ToTrainer } from '#shared/trainer-messages';
import type { Log } from '../log-file';
import { exitWords } from './exit-words';
import { refuseOtherSet } from './refuse-other-set';
import type { PaceMemory } from './pace-memory';
import type { ForkTrainer } from './trainer-child';

export interface ProbeServiceOptions {
  fork: ForkTrainer;
  memory: Pick<PaceMemory, 'find' | 'keep'>;
  home: string;
  /** The one that is worked with. */
  dataSet(): DataSet;
  dataIsReady(): boolean;
  isTraining(): boolean;
  log: Log;
  /** How long a probe may take, ms, before it is ended. */
  deadline?: number;
  /** Whether the driver still has to compile its kernels for the card: that may take minutes. */
  cardIsNew?(): boolean;
  /** A probe has prepared the card. */
  onCardPrepared?(): void;
}

export interface ProbeRequest {
  plan: TrainingPlan;
  /** Id of the set that the plan is for; absent: whichever is worked with. */
  dataSet?: string | undefined;
  choice: EngineChoice;
  again?: boolean | undefined;
}

/**
 * Measures how fast plans train here, one at a time, each in its own process: TensorFlow reads its settings when it
 * loads, and a probe that has to give way to a training is ended wherever it stands.
 */
export class ProbeService {
  readonly #options: ProbeServiceOptions;
  readonly #inTurn = inTurn();
  #measuring: Supervisor<ToTrainer, unknown> | undefined;

  constructor(options: ProbeServiceOptions) {
    this.#options = options;
  }

  /**
   * What was measured before, or a new measurement after those that were asked for earlier. Throws 'not-ready' without a data set,
   * 'busy' while a model is trained, 'cancelled' when one begins to be, 'trainer-exited', 'timeout', and as `probePlan`.
   */
  async probe({ plan, dataSet, choice, again = false }: ProbeRequest): Promise<Pace> {
    const now = this.#options.dataSet();
    refuseOtherSet(dataSet, now);
    checkPlan(plan, now);
    const { shape } = now;
    const { memory } = this.#options;
    const known = again ? undefined : await memory.find(plan, choice, shape);
    if (known) return known;
    return this.#inTurn(async () => {
      // Two windows' worth of questions may ask for the same.
      const meanwhile = again ? undefined : await memory.find(plan, choice, shape);
      if (meanwhile) return meanwhile;
      refuseOtherSet(now.id, this.#options.dataSet());
      const first = await this.#measure(plan, choice);
      // Its start was that of a new card, which no later training has.
      const pace = first.engine.newCard ? await this.#measure(plan, choice) : first;
      await memory.keep(plan, choice, shape, pace);
      return pace;
    });
  }

  /** Ends the probe under way: a training needs the machine for itself, or Wardrobe closes. */
  cancel(): void {
    this.#measuring?.end(new WardrobeError('cancelled', 'The measuring was broken off.'));
  }

  async #measure(plan: TrainingPlan, choice: EngineChoice): Promise<Pace> {
    const { id, version } = this.#options.dataSet();
    const data = { id, version };
    const { fork, home, dataIsReady, isTraining, log, cardIsNew, onCardPrepared } = this.#options;
    const preparing = choice.device !== 'cpu' && choice.engine !== 'layers' && (cardIsNew?.() ?? false);
    if (!dataIsReady())
      throw new WardrobeError(
        'not-ready',
        'There is no data to measure with yet.',
        'Get it in the Data step first.',
      );
    if (isTraining())
      throw new WardrobeError('busy', 'A model is being trained.', 'Its time is measured when that is done.');
    const measuring = new Supervisor<ToTrainer, unknown>((events) =>
      fork(threadSettings(choice), {
        message: (message) => events.message(message),
        exit: (code) =>
          events.exit(new WardrobeError('trainer-exited', `It does not run here (${exitWords(code)}).`)),
      }),
    );
    this.#measuring = measuring;
    try {
      const pace = await measuring.ask<Pace>({
        message: { type: 'probe', plan, choice, home, data },
        deadline: preparing ? cardDeadline() : usualDeadline(this.#options.deadline),
        hear: (raw, { resolve, reject }) => {
          const { data } = fromTrainer.safeParse(raw);
          if (data?.type === 'probed') resolve(data.pace);
          if (data?.type === 'probe-failed') reject(fromErrorInfo(data.error));
        },
      });
      if (preparing) onCardPrepared?.();
      return pace;
    } catch (error) {
      log(`probe: ${toErrorInfo(error).message}`);
      throw error;
    } finally {
      this.#measuring = undefined;
      measuring.end();
    }
  }
}

const usualDeadline = (ms = 60_000): Deadline => ({
  ms,
  reason: new WardrobeError('timeout', 'It is too slow here to be measured in a minute.'),
});

/** For the first probe on a card. */
const cardDeadline = (): Deadline => ({
  ms: 600_000,
  reason: new WardrobeError(
    'timeout',
    'The card was not prepared within ten minutes.',
    'Train on the CPU, or try again: what the driver has compiled so far is kept.',
  ),
});
