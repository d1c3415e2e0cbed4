import { basename } from 'node:path';
import { fingerprintTest } from '../../data/data-fingerprint';
import type { DataSet, LabelledPictures } from '../../domain/data-set';
import { WardrobeError } from '../../domain/errors';
import { readAnswers, type Answers } from '../format/evaluation-file';
import { absentAsNotReady } from '../format/read-json';
import { checkComparable, checkCount } from './answers';

export interface AnswersOfPair {
  test: LabelledPictures;
  /** Probabilities [n × classes] of each of the two. */
  answers: [Float32Array, Float32Array];
}

/** Gives the test pictures of a data set, as a run describes it. Throws WardrobeError where it is not at hand. */
export type ReadTest = (dataSet: DataSet) => Promise<LabelledPictures>;

/** What runs answered on the test set, beside the test set itself. */
export class StoredAnswers {
  readonly #readTest: ReadTest | undefined;

  constructor(readTest: ReadTest | undefined) {
    this.#readTest = readTest;
  }

  /** Throws WardrobeError: 'not-ready' when the run in this folder was not evaluated, as `ReadTest`, 'corrupt'. */
  async of(
    folder: string,
    dataSet: DataSet,
  ): Promise<{ test: LabelledPictures; probabilities: Float32Array }> {
    const [test, { probabilities }] = await Promise.all([this.#test(dataSet), answersIn(folder)]);
    return { test, probabilities };
  }

  /** Throws WardrobeError: as `of`, 'unsupported' when the two were judged on different test sets. */
  async ofPair(first: string, second: string, dataSet: DataSet): Promise<AnswersOfPair> {
    const [a, b] = await Promise.all([answersIn(first), answersIn(second)]);
    checkComparable(a, b, fingerprintTest(dataSet));
    const test = await this.#test(dataSet);
    for (const answers of [a, b]) checkCount(answers, test.labels.length, dataSet.classes.length);
    return { test, answers: [a.probabilities, b.probabilities] };
  }

  async #test(dataSet: DataSet): Promise<LabelledPictures> {
    if (this.#readTest) return this.#readTest(dataSet);
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
