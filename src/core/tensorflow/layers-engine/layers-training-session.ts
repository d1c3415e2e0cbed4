import type { TrainingData } from '../../domain/data-set';
import type { EngineDescription, EngineState, StepSums, TrainingSession } from '../../domain/engine';
import { stateEntries } from '../../graph/training-state';
import type { TrainingPlan } from '../../model/training-plan';
import { checkedBatches } from '../session/check-training-data';
import { ChunkLength } from '../session/chunk-length';
import { batchTooLarge, modelTooLarge } from '../session/engine-failure';
import { diverged } from '../session/session-errors';
import { initialState } from '../session/session-state';
import { explainErrors, useBackend, type LayersBackend } from './layers-backend';
import { LayersJudge } from './layers-judge';
import { softmaxCrossEntropy } from './layers-loss';
import { asGreyValues, gatherLabels } from './layers-pictures';
import { LayersState } from './layers-state';
import { LayersStep } from './layers-step';

/** A plan run operation by operation. Calls block until they are done; tensors never outlive a call but for the state. */
export class LayersTrainingSession implements TrainingSession {
  readonly engine: EngineDescription;
  readonly compileSeconds = 0;
  readonly #backend: LayersBackend;
  readonly #plan: TrainingPlan;
  readonly #data: TrainingData;
  readonly #state: LayersState;
  readonly #stepper: LayersStep;
  readonly #judge: LayersJudge;
  readonly #chunk = new ChunkLength();
  #step = 0;

  constructor(backend: LayersBackend, plan: TrainingPlan, data: TrainingData) {
    this.engine = backend.description;
    this.#backend = backend;
    this.#plan = plan;
    this.#data = data;
    const tf = useBackend(backend);
    const { dataSet } = data;
    const entries = stateEntries(plan, dataSet);
    this.#state = explainErrors(
      backend,
      modelTooLarge,
      () => new LayersState(tf, entries, initialState(plan, dataSet, entries)),
    );
    this.#judge = new LayersJudge(backend, plan, dataSet, this.#state);
    this.#stepper = new LayersStep(tf, plan, data, this.#state);
  }

  get chunkSteps(): number {
    return this.#chunk.steps;
  }

  /** As the interface says; when it throws, the state is that of before the call. */
  runSteps(order: Int32Array, first: number, count: number): StepSums {
    const { batchSize } = this.#plan;
    const part = checkedBatches(order, {
      first,
      count,
      batchSize,
      pictures: this.#data.train.labels.length,
    });
    useBackend(this.#backend);
    const started = performance.now();
    const sums = explainErrors(this.#backend, batchTooLarge(batchSize), () =>
      this.#state.transaction(() => this.#takeSteps(part)),
    );
    this.#step += count;
    this.#chunk.learn(count, (performance.now() - started) / 1000);
    return sums;
  }

  *validate(): Generator<StepSums> {
    const { train, validationIndices } = this.#data;
    for (let start = 0; start < validationIndices.length; start += this.#judge.atOnce) {
      const indices = validationIndices.subarray(start, start + this.#judge.atOnce);
      const logits = this.#judge.forward(asGreyValues(train.pictures.read(indices)), 'logits');
      const labels = gatherLabels(train.labels, indices);
      yield { examples: indices.length, ...softmaxCrossEntropy(logits, labels, this.#plan.labelSmoothing) };
    }
  }

  predict(pixels: Uint8Array): Float32Array {
    return this.#judge.predict(pixels);
  }

  getState(): EngineState {
    useBackend(this.#backend);
    return { step: this.#step, ...this.#state.read() };
  }

  /** Throws WardrobeError('bad-input') when the state does not belong to the plan; nothing is changed then. */
  setState(state: EngineState): null {
    useBackend(this.#backend);
    explainErrors(this.#backend, modelTooLarge, () => this.#state.write(state));
    this.#step = state.step;
    return null;
  }

  dispose(): void {
    this.#judge.dispose();
  }

  #takeSteps(order: Int32Array): StepSums {
    const { pictures, labels } = this.#data.train;
    const { batchSize } = this.#plan;
    const sums: StepSums = { examples: order.length, lossSum: 0, correct: 0 };
    let step = this.#step;
    for (let start = 0; start < order.length; start += batchSize, step++) {
      const indices = order.subarray(start, start + batchSize);
      const { lossSum, correct } = this.#stepper.take({
        pictures: asGreyValues(pictures.read(indices)),
        labels: gatherLabels(labels, indices),
        step,
      });
      sums.lossSum += lossSum;
      sums.correct += correct;
    }
    if (!this.#state.isFinite) throw diverged(step, 'The weights are not finite numbers');
    return sums;
  }
}
