import { pictureCount, type DataSet } from '#core/domain/data-set';
import { evaluatePredictions } from '#core/evaluation/evaluate-predictions';
import { mostLikely } from '#core/evaluation/most-likely';
import { findPreset } from '#core/model/presets';
import { Random } from '#core/random/random';
import type { RunSummary } from '#shared/contracts/runs';
import type { Scenario } from '../../fakes/fake-bridge';
import { drawSign, ownSet } from './library-scenarios';

const animals =
  'Badger,Bat,Bear,Beaver,Bee,Bison,Boar,Butterfly,Camel,Cat,Chamois,Crane,Crow,Deer,Dog,Donkey,Duck,Eagle,Eel,Falcon,Ferret,' +
  'Fox,Frog,Goat,Goose,Hare,Hedgehog,Heron,Horse,Kingfisher,Lynx,Marten,Mole,Otter,Owl,Pine marten,Raven,Stork,Wild cat,Wolf';

const kinds = animals.split(',');
const shares = kinds.map((_, label) => 4 + ((label * 37) % 60));
const photos: DataSet = ownSet({
  id: 'animals',
  name: 'Animals of the wood',
  classes: kinds,
  shape: { height: 48, width: 64, channels: 3 },
  parts: { train: shares.map((count) => 4 * count), test: shares },
});
const small: DataSet = ownSet({
  id: 'small-digits',
  name: 'Small digits',
  classes: [...'0123456789'],
  shape: { height: 8, width: 8, channels: 1 },
  parts: { train: Array<number>(10).fill(144), test: [36, 36, 35, 37, 36, 37, 36, 36, 35, 36] },
});

/** A model that is mostly right, and takes a class for the next ones when it is not. */
function judge(dataSet: DataSet, right: number): NonNullable<Scenario['judged']> {
  const random = new Random(3);
  const classes = dataSet.classes.length;
  const labels = Uint16Array.from(
    dataSet.parts.test.flatMap((count, label) => Array<number>(count).fill(label)),
  );
  const probabilities = new Float32Array(labels.length * classes);
  for (const [index, label] of labels.entries()) {
    const answer = random.below(100) < right ? label : (label + 1 + random.below(3) ** 2) % classes;
    const sure = 0.45 + random.below(50) / 100;
    for (let other = 0; other < classes; other++)
      probabilities[index * classes + other] = other === answer ? sure : (1 - sure) / (classes - 1);
  }
  const of = (index: number) => probabilities.subarray(index * classes, (index + 1) * classes);
  return {
    dataSet,
    evaluation: evaluatePredictions(probabilities, labels, classes),
    cell: ({ trueClass, predictedClass, offset, limit }) => {
      const all = [...labels.keys()].filter(
        (index) => labels[index] === trueClass && mostLikely(of(index)) === predictedClass,
      );
      const indices = all.slice(offset, offset + limit);
      const pixels = indices.flatMap((index) => [...drawSign(dataSet, trueClass, index)]);
      return {
        total: all.length,
        indices,
        pixels: Uint8Array.from(pixels),
        probabilities: indices.map((index) => [...of(index)]),
      };
    },
  };
}

function judgedOn(ready: Scenario, run: RunSummary, dataSet: DataSet, right: number): Scenario {
  const judged = judge(dataSet, right);
  const { plan } = findPreset('convolutional', dataSet)!;
  const { id, name, version, parts } = dataSet;
  const summary: RunSummary = {
    ...run,
    name: 'Convolutional',
    plan,
    dataSet: { id, name, version },
    testAccuracy: judged.evaluation.accuracy,
    testExamples: pictureCount(parts.test),
  };
  const library = {
    current: id,
    sets: [
      {
        dataSet,
        folder: `/home/me/.config/Wardrobe/datasets/${id}`,
        bytes: 1,
        createdAt: null,
        versions: [],
      },
    ],
    unreadable: [],
    removed: [],
  };
  const dataset: Scenario['dataset'] = {
    status: 'ready',
    source: dataSet.provenance,
    folder: library.sets[0]!.folder,
    classNames: [...dataSet.classes],
    trainPerClass: [...parts.train],
    testPerClass: [...parts.test],
    sharedWithTrain: null,
  };
  const data = { trainPerClass: parts.train, validationPictures: 100, copies: { validation: 0, test: 0 } };
  return { ...ready, dataset, data, plan, library, runs: [summary], judged };
}

/** Runs on sets that are unlike Fashion-MNIST: many unequal classes in colour, and very small pictures. */
export function evaluateScenarios({ ready, trained }: { ready: Scenario; trained: Scenario }) {
  const run = trained.runs[0]!;
  return {
    'many-classes': judgedOn(ready, run, photos, 78),
    'small-digits': judgedOn(ready, run, small, 96),
  } satisfies Record<string, Scenario>;
}
