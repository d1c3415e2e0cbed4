import { pictureCount, type DataSet } from '#core/domain/data-set';
import type { RunSummary } from '#shared/contracts/runs';
import { shapeWords } from '../../format/data-set-words';
import { formatCount, formatNoun, formatPercent } from '../../format/numbers';

/** "992 pictures · 10 classes · 64 × 64 colour · MIT". */
export function setFacts({ parts, classes, shape, licence }: DataSet): string {
  const count = pictureCount(parts.train) + pictureCount(parts.test);
  return [
    formatNoun(count, 'picture'),
    formatNoun(classes.length, 'class', 'classes'),
    shapeWords(shape),
    ...(licence ? [licence] : []),
  ].join(' · ');
}

/** "2 runs, the best 91.8 % right", of the runs on one set. */
export function runsWords(runs: readonly RunSummary[]): string {
  if (runs.length === 0) return 'no run yet';
  const judged = runs.flatMap(({ testAccuracy }) => testAccuracy ?? []);
  const best = judged.length > 0 ? formatPercent(Math.max(...judged)) : null;
  if (best === null) return formatNoun(runs.length, 'run');
  return runs.length === 1
    ? `1 run, ${best} right`
    : `${formatCount(runs.length)} runs, the best ${best} right`;
}

const numbers = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'];

/** "Four sets on this computer." */
export function setsOnThisComputer(count: number): string {
  return `${numbers[count] ?? formatCount(count)} ${count === 1 ? 'set' : 'sets'} on this computer.`;
}
