import { wilsonInterval } from '../../evaluation/wilson-interval';
import type { Evidence, Finding } from '../finding';
import type { Rule, Seen } from '../rule';

/** Label leakage: pictures to judge by that were trained on, or a result better than anyone's. */
export const labelLeakage: Rule = (seen) => copied(seen) ?? tooGood(seen);

interface Part {
  name: string;
  copies: number;
  pictures: number;
  accuracy: number;
}

/** More copies than could stay hidden in the accuracy's 95 % interval. */
function copied(seen: Seen): Finding | null {
  const spoilt = partsOf(seen).filter(({ copies, pictures, accuracy }) => {
    const [low, high] = wilsonInterval(Math.round(accuracy * pictures), pictures);
    return copies / pictures > (high - low) / 2;
  });
  if (spoilt.length === 0) return null;
  const names = spoilt.map(({ name }) => name).join(' and ');
  return {
    ...common,
    title: `Leakage: ${names} pictures stand in the training part, too`,
    explanation:
      'It has seen these pictures with their answers, so being right on them proves nothing, and the accuracy looks better than it ' +
      'is. Take them out of the training part, then train again; no setting helps.',
    evidence: evidenceOf(spoilt, true),
  };
}

function tooGood(seen: Seen): Finding | null {
  const { believable } = seen.facts.dataSet.references;
  if (believable === null) return null;
  const bound = `${Number((100 * believable).toFixed(1))} %`;
  const suspicious = partsOf(seen).filter(
    ({ accuracy, pictures }) => wilsonInterval(Math.round(accuracy * pictures), pictures)[0] > believable,
  );
  if (suspicious.length === 0) return null;
  return {
    ...common,
    title: 'Too good to be true: look for leakage',
    explanation:
      `The best results that are believed for this data lie below ${bound}. Above that, something usually gives the answer away: ` +
      'the same pictures in both parts, or labels that can be read from the pictures. Check the data before you trust the model.',
    evidence: evidenceOf(suspicious, seen.facts.data.copies !== null),
  };
}

const common = {
  kind: 'label-leakage',
  severity: 'problem',
  epoch: null,
  remedies: [],
} satisfies Partial<Finding>;

function partsOf({ facts, whole }: Seen): Part[] {
  const { data, evaluation } = facts;
  const last = whole.at(-1);
  const parts: Part[] = [];
  if (last)
    parts.push({
      name: 'validation',
      copies: data.copies?.validation ?? 0,
      pictures: data.validationPictures,
      accuracy: last.validation.accuracy,
    });
  if (evaluation)
    parts.push({
      name: 'test',
      copies: data.copies?.test ?? 0,
      pictures: evaluation.examples,
      accuracy: evaluation.accuracy,
    });
  return parts;
}

function evidenceOf(parts: readonly Part[], counted: boolean): Evidence {
  return {
    rowsAre: 'Part',
    columns: [
      { label: 'Pictures', unit: 'count' },
      { label: 'Also in training', unit: 'count' },
      { label: 'Accuracy', unit: 'share' },
    ],
    rows: parts.map(({ name, copies, pictures, accuracy }) => ({
      label: name.charAt(0).toUpperCase() + name.slice(1),
      values: [pictures, counted ? copies : null, accuracy],
    })),
  };
}
