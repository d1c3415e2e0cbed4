import { pictureCount, type DataSet } from '#core/domain/data-set';

interface Ends {
  from: number;
  to: number;
}

const whole: Ends = { from: 0, to: 100 };

/** The ends of the scale, in percent: the usual ones, or the whole of it where none are known and for what lies outside. */
export function scaleEnds(percent: number, usual: Ends | null): Ends {
  if (usual === null) return whole;
  return {
    from: percent < usual.from ? whole.from : usual.from,
    to: percent > usual.to ? whole.to : usual.to,
  };
}

/** What an accuracy is held against: known results on this set, or what needs no look at the pictures. */
export function landmarksOf({ classes, parts, references }: DataSet): DataSet['references']['landmarks'] {
  if (references.landmarks.length > 0) return references.landmarks;
  const chance = {
    name: 'guessing',
    percent: rounded(1 / classes.length),
    about: 'Naming any class by chance',
  };
  const total = pictureCount(parts.test);
  const largest = Math.max(...parts.test);
  if (largest * classes.length < clearlyMore * total || total === 0) return [chance];
  return [
    chance,
    {
      name: 'one answer',
      percent: rounded(largest / total),
      about: `Always naming the class that most test pictures have, ${classes[parts.test.indexOf(largest)] ?? ''}`,
    },
  ];
}

/** One answer for all has to be so many times as often right as guessing to be worth a mark. */
const clearlyMore = 1.25;

const rounded = (share: number): number => Number((100 * share).toFixed(1));
