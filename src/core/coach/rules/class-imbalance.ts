import type { Finding } from '../finding';
import { weighClasses } from '../remedies';
import type { Rule } from '../rule';
import { binomialSd, mean, median } from '../statistics';

/** A class with less than this part of the usual count is rare. */
const rareBelow = 0.5;
/** Named so much more seldom than it occurs, a class is held back: with classes of one size, none falls below 0.8. */
const named = 0.75;

/** So many classes are told by name, those with the fewest pictures; with a thousand classes there may be hundreds. */
const mostShown = 8;

const namesInWords = (names: readonly string[]): string =>
  names.length <= mostShown
    ? names.join(', ')
    : `${names.slice(0, mostShown).join(', ')} and ${names.length - mostShown} more classes`;

/** Class imbalance: classes with few training pictures that the model finds or names far more seldom than the others. */
export const classImbalance: Rule = ({ facts: { plan, data, dataSet, evaluation } }) => {
  const { trainPerClass } = data;
  if (evaluation === null) return null;
  const usual = median(trainPerClass);
  const figures = trainPerClass.map((pictures, index) => ({
    index,
    pictures,
    recall: evaluation.perClass[index]?.recall ?? 0,
  }));
  const others = figures.filter(({ pictures }) => pictures >= rareBelow * usual);
  const rare = figures.filter(({ pictures }) => pictures < rareBelow * usual);
  const usualRecall = mean(others.map(({ recall }) => recall));
  const suffering = rare.filter(({ index, recall }) => {
    const { support = 0, precision = 0 } = evaluation.perClass[index] ?? {};
    if (support === 0) return false;
    const answers = precision === 0 ? 0 : (recall * support) / precision;
    const chance = binomialSd(usualRecall, support);
    return recall < usualRecall - 3 * chance - 0.02 && answers < named * support;
  });
  if (suffering.length > mostShown) suffering.sort((a, b) => a.pictures - b.pictures);
  if (suffering.length === 0) return null;
  const nameOf = (index: number): string => dataSet.classes[index] ?? '';
  const names = namesInWords(suffering.map(({ index }) => nameOf(index)));
  return {
    kind: 'class-imbalance',
    severity: 'problem',
    title: `Too few pictures of ${names}`,
    explanation:
      'To be right most often, a model favours the classes it saw most; the rare ones pay for it, and the accuracy over all ' +
      'pictures hardly shows it. More pictures of these classes help most; ' +
      (plan.classWeights === 'balanced'
        ? 'its training loss already counts them as much as the others.'
        : 'class weights make the training loss count them as much as the others.') +
      ' Judge it by each class’s recall: the part of its pictures that is found.',
    evidence: {
      rowsAre: 'Class',
      columns: [
        { label: 'Training pictures', unit: 'count' },
        { label: 'Recall, test', unit: 'share' },
      ],
      rows: [
        ...suffering.slice(0, mostShown).map(({ index, pictures, recall }) => ({
          label: nameOf(index),
          values: [pictures, recall],
        })),
        {
          label: 'The others, on average',
          values: [Math.round(mean(others.map(({ pictures }) => pictures))), usualRecall],
        },
      ],
    },
    epoch: null,
    remedies: [weighClasses(plan)].filter((remedy) => remedy !== null),
  } satisfies Finding;
};
