import { pictureBytes, pictureCount, type DataSet } from '#core/domain/data-set';
import { Random } from '#core/random/random';
import type { LibraryEntry, LibrarySnapshot } from '#shared/contracts/library';
import { fashionMnist } from '../../fixtures/fashion-mnist';
import type { Scenario } from '../../fakes/fake-bridge';

const colours = [
  [196, 40, 44],
  [34, 84, 180],
  [238, 190, 30],
  [40, 140, 74],
  [130, 60, 150],
] as const;

/** Marks of one form and colour a class, on a wall that is never the same. */
export function drawSign(dataSet: DataSet, label: number, number: number): Uint8Array {
  const { height, width, channels } = dataSet.shape;
  const random = new Random(label * 1000 + number);
  const wall = [120 + random.below(100), 120 + random.below(100), 120 + random.below(100)];
  const [x, y] = [width * (0.4 + random.below(20) / 100), height * (0.4 + random.below(20) / 100)];
  const reach = Math.min(height, width) * (0.26 + random.below(10) / 100);
  const inside = [
    (dx: number, dy: number) => Math.hypot(dx, dy) < reach,
    (dx: number, dy: number) => Math.abs(dx) < reach * 0.9 && Math.abs(dy) < reach * 0.9,
    (dx: number, dy: number) => dy < reach && Math.abs(dx) < (dy + reach) / 1.8,
    (dx: number, dy: number) => Math.abs(dx) + Math.abs(dy) < reach * 1.2,
    (dx: number, dy: number) => Math.abs(Math.hypot(dx, dy) - reach * 0.8) < reach * 0.25,
  ][label % 5]!;
  const pixels = new Uint8Array(pictureBytes(dataSet.shape));
  for (let at = 0; at < pixels.length; at++) {
    const place = Math.floor(at / channels);
    const drawn = inside((place % width) - x, Math.floor(place / width) - y);
    const colour = drawn ? colours[label % 5]! : wall;
    const light = channels === 3 ? colour[at % channels]! : drawn ? 235 : 12;
    pixels[at] = Math.min(255, Math.max(0, light + random.below(17) - 8));
  }
  return pixels;
}

export const ownSet = (
  own: Pick<DataSet, 'id' | 'name' | 'classes' | 'shape' | 'parts'> & Partial<DataSet>,
): DataSet => ({
  ...fashionMnist,
  version: '1',
  preparation: 'whole',
  words: { pictures: 'pictures', thing: 'thing', things: 'things', about: '' },
  references: { easilyReached: null, believable: null, landmarks: [], scale: { from: 0, to: 100 } },
  provenance: 'the folder signs',
  licence: null,
  ...own,
});

const signs = ownSet({
  id: 'signs',
  name: 'Signs in my street',
  version: '3',
  classes: ['Stop', 'Parking', 'Caution', 'Crossing', 'Ring road'],
  shape: { height: 48, width: 48, channels: 3 },
  parts: { train: [212, 180, 164, 96, 122], test: [53, 45, 41, 24, 31] },
});
const digits = ownSet({
  id: 'digits',
  name: 'Handwritten digits',
  classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  shape: { height: 28, width: 28, channels: 1 },
  parts: { train: Array<number>(10).fill(6000), test: Array<number>(10).fill(1000) },
  licence: 'CC-BY-4.0',
});
const mugs = ownSet({
  id: 'mugs',
  name: 'Mugs on my desk',
  classes: ['mine', "Ada's", "Kim's", 'nobody’s'],
  shape: { height: 64, width: 64, channels: 3 },
  parts: { train: [40, 36, 38, 33], test: [10, 9, 9, 9] },
});

const entry = (dataSet: DataSet, day: number, changes: readonly string[] = []): LibraryEntry => ({
  dataSet,
  folder: `/home/me/.config/Wardrobe/datasets/${dataSet.id}`,
  bytes: (pictureCount(dataSet.parts.train) + pictureCount(dataSet.parts.test)) * pictureBytes(dataSet.shape),
  createdAt: `2026-11-${day}T09:30:00Z`,
  versions: ['Imported', ...changes].map((change, index) => ({
    version: `${index + 1}`,
    createdAt: `2026-11-${day + index}T09:3${index}:00Z`,
    change,
  })),
});

/** The window with several data sets, one of them of coloured pictures. */
export function libraryScenarios(known: { ready: Scenario; missing: Scenario; again: Scenario }) {
  const { ready } = known;
  const sets: LibraryEntry[] = [
    { ...entry(fashionMnist, 10), versions: [] },
    entry(signs, 12, ['“Zebra” is now “Crossing”', '4 pictures removed']),
    entry(mugs, 14),
    entry(digits, 15),
  ];
  const library: LibrarySnapshot = { current: signs.id, sets, unreadable: [], removed: [] };
  const dataSetOf = (id: string) => sets.find(({ dataSet }) => dataSet.id === id)!.dataSet;
  const several: Scenario = {
    ...ready,
    dataset: {
      status: 'ready',
      source: signs.provenance,
      folder: '/home/me/.config/Wardrobe/datasets/signs',
      classNames: [...signs.classes],
      trainPerClass: [...signs.parts.train],
      testPerClass: [...signs.parts.test],
      sharedWithTrain: null,
    },
    library,
    planFor: 'fashion-mnist',
    samples: ({ id, count }) => {
      const dataSet = dataSetOf(id);
      const blocks = Array.from({ length: count }, (_, i) =>
        drawSign(dataSet, i % dataSet.classes.length, i),
      );
      return Uint8Array.from(blocks.flatMap((block) => [...block]));
    },
    split: ({ validationFraction }) => {
      const validation = signs.parts.train.map((count) => Math.round(count * validationFraction));
      const train = signs.parts.train.map((count, label) => count - validation[label]!);
      return { train, validation, test: [...signs.parts.test] };
    },
    pictures: ({ part, classIndex, offset, limit }) => {
      const perClass = part === 'test' ? signs.parts.test : signs.parts.train;
      const all = perClass.flatMap((count, label) =>
        classIndex === null || classIndex === label ? Array<number>(count).fill(label) : [],
      );
      const labels = Uint16Array.from(all.slice(offset, offset + limit));
      const pixels = [...labels].flatMap((label, i) => [...drawSign(signs, label, offset + i)]);
      const indices = [...labels].map((_, i) => offset + i);
      return { total: all.length, indices, labels, pixels: Uint8Array.from(pixels) };
    },
  };
  return {
    library: several,
    'library-damaged': {
      ...several,
      library: {
        ...library,
        sets: sets.slice(0, 2),
        unreadable: [
          {
            id: 'birds-2',
            folder: '/home/me/.config/Wardrobe/datasets/birds-2',
            message: 'dataset.json of the data set birds-2 is damaged: it is not JSON.',
          },
        ],
        removed: [{ id: 'old', name: 'An old try' }],
      },
    },
  } satisfies Record<string, Scenario>;
}
