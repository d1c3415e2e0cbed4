import type { LabelledPictures, ModelTask } from '../domain/data-set';
import type { PictureJudge } from '../domain/engine';
import { readRange } from '../domain/picture-source';
import { evaluatePredictions } from '../evaluation/evaluate-predictions';
import type { Evaluation } from '../evaluation/evaluation';

/** Few enough that a large model, too, takes less than a second for them. */
const picturesAtOnce = 100;

export interface JudgedTest {
  evaluation: Evaluation;
  /** [n × classes] */
  probabilities: Float32Array;
}

/**
 * Judges the whole test set with a model's weights; the process hears messages in between. Null when `isOff` said, in
 * between, that it is not wanted any more.
 */
export async function evaluateSession(
  judge: Pick<PictureJudge, 'predict'>,
  test: LabelledPictures,
  { classes }: Pick<ModelTask, 'classes'>,
  isOff: () => boolean = () => false,
): Promise<JudgedTest | null> {
  const probabilities = new Float32Array(test.labels.length * classes.length);
  for (let first = 0; first < test.labels.length; first += picturesAtOnce) {
    const pixels = readRange(test.pictures, first, first + picturesAtOnce);
    probabilities.set(judge.predict(pixels), first * classes.length);
    await new Promise((resolve) => setImmediate(resolve));
    if (isOff()) return null;
  }
  return { evaluation: evaluatePredictions(probabilities, test.labels, classes.length), probabilities };
}
