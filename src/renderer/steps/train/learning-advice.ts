import type { EpochRow } from './epoch-rows';
import { formatCount } from '../../format/numbers';

export interface Advice {
  title: string;
  text: string;
  /** How many epochs to train instead; null where another number would not help. */
  epochs: number | null;
}

/** What the losses of the epochs so far say: still learning, learning by heart, or nothing worth saying (null). */
export function learningAdvice(rows: readonly EpochRow[], epochs: number, mostEpochs: number): Advice | null {
  const losses = rows.flatMap((row) => (row.validation ? [row.validation.loss] : []));
  if (losses.length < 2) return null;
  const best = losses.indexOf(Math.min(...losses));
  const since = losses.length - 1 - best;
  if (since === 0 && losses.every((loss, index) => index === 0 || loss < losses[index - 1]!)) {
    return stillLearning(epochs, mostEpochs);
  }
  const trainFell = (rows.at(-1)?.train?.loss ?? Infinity) < (rows[best]?.train?.loss ?? -Infinity);
  if (since >= 2 && trainFell) {
    return {
      title: 'Learning by heart.',
      text:
        `Validation loss was lowest after epoch ${formatCount(best + 1)} and has not been lower since, while training loss ` +
        `went on falling: more epochs would not help.`,
      epochs: null,
    };
  }
  return null;
}

function stillLearning(epochs: number, mostEpochs: number): Advice {
  const more = Math.min(mostEpochs, epochs * 2);
  return {
    title: 'Still learning.',
    text: 'Validation loss fell in every epoch so far; more epochs would likely help.',
    epochs: more > epochs ? more : null,
  };
}
