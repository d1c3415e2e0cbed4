import type { ImportSource } from '#core/data/import/import-types';
import type { ImportPreview } from '#shared/contracts/imports';
import { countRefusals } from './count-refusals';

/** Original pictures that are shown of each class. */
const samplesPerClass = 5;

const usualSeed = 1;

/** What the page shows of a source before a set is made of it. */
export function previewSource(source: ImportSource): ImportPreview {
  const { kind, origin, pictures, refused, notes, proposal, pixelShape } = source;
  const classes = source.classes.map((name) => ({ name, train: 0, test: 0, unsplit: 0 }));
  for (const { label, part } of pictures) classes[label]![part ?? 'unsplit']++;
  return {
    kind,
    origin,
    classes,
    pictures: pictures.length,
    refusals: countRefusals(refused),
    notes: [...notes],
    samples: samplesOf(source),
    proposal: { ...proposal, shape: shapeOf(proposal.shape), seed: usualSeed },
    pixelShape: pixelShape && shapeOf(pixelShape),
  };
}

/** Pictures of each class that stand evenly apart, by number. */
function samplesOf({ classes, pictures }: ImportSource): number[][] {
  const counts = classes.map(() => 0);
  for (const { label } of pictures) counts[label]!++;
  const met = classes.map(() => 0);
  const samples: number[][] = classes.map(() => []);
  pictures.forEach(({ label }, index) => {
    const taken = samples[label]!;
    if (met[label]!++ >= (taken.length * counts[label]!) / samplesPerClass) taken.push(index);
  });
  return samples;
}

const shapeOf = ({ height, width, channels }: ImportSource['proposal']['shape']) => ({
  height,
  width,
  channels: channels === 1 ? (1 as const) : (3 as const),
});
