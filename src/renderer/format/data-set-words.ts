import type { DataSet, PictureShape } from '#core/domain/data-set';
import { formatNoun } from './numbers';

const numbers = 'no one two three four five six seven eight nine ten eleven twelve'.split(' ');

/** "ten classes", "40 classes". */
export function classesWords({ classes: { length } }: Pick<DataSet, 'classes'>): string {
  const small = numbers[length];
  return small ? `${small} ${length === 1 ? 'class' : 'classes'}` : formatNoun(length, 'class', 'classes');
}

/** "28 × 28 grey". */
export function shapeWords({ height, width, channels }: PictureShape): string {
  return `${width} × ${height} ${channels === 1 ? 'grey' : 'colour'}`;
}
