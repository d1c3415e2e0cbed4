import type { DataSetPictures, Labels } from '../domain/data-set';

/** `count` pictures or fewer that show what a set holds: of different classes as far as there are so many. [count × bytes of a picture] */
export function samplePictures({ dataSet, train }: DataSetPictures, count: number): Uint8Array {
  return train.pictures.read(sampleIndices(train.labels, dataSet.classes.length, count));
}

function sampleIndices(labels: Labels, classes: number, count: number): Int32Array {
  const wanted = Array.from({ length: count }, (_, place) =>
    count < classes ? Math.floor((place * classes) / count) : place % classes,
  );
  /** Of each class that is wanted, the places in the sample that it has still to fill. */
  const places = new Map<number, number[]>();
  for (const [place, label] of wanted.entries()) places.set(label, [...(places.get(label) ?? []), place]);
  const found = new Array<number>(count).fill(-1);
  for (let index = 0; index < labels.length && places.size > 0; index++) {
    const open = places.get(labels[index]!);
    if (!open) continue;
    found[open.shift()!] = index;
    if (open.length === 0) places.delete(labels[index]!);
  }
  return Int32Array.from(found.filter((index) => index >= 0));
}
