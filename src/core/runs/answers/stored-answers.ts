import { basename } from 'node:path';
import type { LabelledPictures } from '../../domain/data-set';
import { WardrobeError } from '../../domain/errors';
import { readAnswers, type Answers } from '../format/evaluation-file';
import { absentAsNotReady } from '../format/read-json';
import { checkComparable, checkCount } from './answers';

export interface AnswersOfPair {
  test: LabelledPictures;
  /** Probabilities [n × classes] of each of the two. */
  answers: [Float32Array, Float32Array];
}

/** What runs answered on the test set, beside the test set itself. */
export class StoredAnswers {
  readonly #readTest: (() => Promise<LabelledPictures>) | undefined;

  constructor(readTest: (() => Promise<LabelledPictures>) | undefined) {
    this.#readTest = readTest;
  }

  /** Throws WardrobeError: 'not-ready' when the run in this folder was not evaluated or there is no test set, 'corrupt'. */
  async of(folder: string): Promise<{ test: LabelledPictures; probabilities: Float32Array }> {
    const [test, { probabilities }] = await Promise.all([this.#test(), answersIn(folder)]);
    return { test, probabilities };
  }

  /** Throws WardrobeError: as `of`, 'unsupported' when the two were judged on different test sets. */
  async ofPair(first: string, second: string, classes: number): Promise<AnswersOfPair> {
    const [a, b] = await Promise.all([answersIn(first), answersIn(second)]);
    checkComparable(a, b);
    const test = await this.#test();
    for (const answers of [a, b]) checkCount(answers, test.labels.length, classes);
    return { test, answers: [a.probabilities, b.probabilities] };
  }

  async #test(): Promise<LabelledPictures> {
    if (this.#readTest) return this.#readTest();
    throw new WardrobeError('not-ready', 'The test set is not at hand.', 'Get the data set first.');
  }
}

function answersIn(folder: string): Promise<Answers> {
  return readAnswers(folder).catch((error: unknown) => {
    throw absentAsNotReady(
      error,
      'This run was not evaluated.',
      `Evaluate it in a terminal (npm run -s wardrobe -- evaluate ${basename(folder)}), or choose another run.`,
    );
  });
}
