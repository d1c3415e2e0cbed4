import type { Tensor } from '@tensorflow/tfjs';
import { pictureBytes, type ModelTask } from '../../domain/data-set';
import type { PictureJudge } from '../../domain/engine';
import type { TrainingPlan } from '../../model/training-plan';
import { judgingTooLarge } from '../session/engine-failure';
import { judgedAtOnce } from '../session/judged-at-once';
import { predictInParts } from '../session/predict-in-parts';
import { explainErrors, useBackend, type LayersBackend } from './layers-backend';
import { forwardToLogits } from './layers-forward';
import { asGreyValues } from './layers-pictures';
import type { LayersState } from './layers-state';

const mostJudged = 250;

/** Forward passes with the weights that would be kept. */
export class LayersJudge implements PictureJudge {
  /** How many pictures a pass takes at most. */
  readonly atOnce: number;
  readonly #backend: LayersBackend;
  readonly #plan: TrainingPlan;
  readonly #dataSet: ModelTask;
  readonly #state: LayersState;

  /** Takes over `state`. */
  constructor(backend: LayersBackend, plan: TrainingPlan, dataSet: ModelTask, state: LayersState) {
    this.atOnce = judgedAtOnce(plan, dataSet.shape, mostJudged);
    this.#backend = backend;
    this.#plan = plan;
    this.#dataSet = dataSet;
    this.#state = state;
  }

  predict(pixels: Uint8Array): Float32Array {
    return predictInParts(pixels, this.#dataSet, this.atOnce, (part) =>
      this.forward(asGreyValues(part), 'probabilities'),
    );
  }

  /** [count × classes] for pictures [count × bytes of a picture] with values 0–1. */
  forward(pictures: Float32Array, output: 'logits' | 'probabilities'): Float32Array {
    const tf = useBackend(this.#backend);
    const { height, width, channels } = this.#dataSet.shape;
    const count = pictures.length / pictureBytes(this.#dataSet.shape);
    return explainErrors(this.#backend, judgingTooLarge(count), () =>
      tf.tidy(() => {
        const input = tf.tensor4d(pictures, [count, height, width, channels]);
        const context = { tf, weight: (name: string): Tensor => this.#state.get(name), training: null };
        const logitsOf = (x: Tensor): Tensor => forwardToLogits(context, this.#plan.layers, x);
        const logits = this.#plan.testTimeFlip
          ? tf.mul(tf.add(logitsOf(input), logitsOf(tf.reverse(input, 2))), 0.5)
          : logitsOf(input);
        return (output === 'logits' ? logits : tf.softmax(logits)).dataSync() as Float32Array;
      }),
    );
  }

  dispose(): void {
    useBackend(this.#backend);
    this.#state.dispose();
  }
}
