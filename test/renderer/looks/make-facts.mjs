import { realpath } from 'node:fs/promises';

/**
 * Trains the classic once on the real data set, with the graph engine. `load` gives a module of src. Resolves to the
 * facts that looks.ts begins with, and to what answers its questions about pictures.
 */
export async function makeFacts(load) {
  const { findPreset } = await load('/test/fixtures/fashion-mnist.ts');
  const { threadSettings } = await load('/src/core/tensorflow/library/thread-settings.ts');
  const { plan } = findPreset('classic');
  Object.assign(process.env, threadSettings({ engine: 'graph', device: 'cpu' }));
  const { dataFolder, homeFolder } = await load('/src/core/folders.ts');
  const { readDataset } = await load('/src/core/data/fashion-mnist/read-dataset.ts');
  const { inspectDataset } = await load('/src/core/data/fashion-mnist/inspect-dataset.ts');
  const { countSplit, selectPictures } = await load('/src/core/data/select-pictures.ts');
  const { confusionCell } = await load('/src/core/runs/answers/confusion-cell.ts');
  const { changedPage } = await load('/src/core/runs/answers/changed-page.ts');
  const { compareAnswers } = await load('/src/core/evaluation/compare-answers.ts');
  const { evaluatePredictions } = await load('/src/core/evaluation/evaluate-predictions.ts');
  const folder = await realpath(dataFolder(homeFolder()));
  const dataset = await readDataset(folder);
  const classes = dataset.dataSet.classes.length;
  const { curves, early, probabilities, weights, seconds, run } = await train(load, plan, dataset);
  return {
    begin: {
      plan,
      curves,
      run,
      seconds,
      tensors: weights.map(({ name, shape }) => ({ name, shape })),
      weights: Buffer.concat(weights.map(({ values }) => Buffer.from(values.buffer))).toString('base64'),
      evaluation: evaluatePredictions(probabilities, dataset.test.labels, classes),
      early: evaluatePredictions(early, dataset.test.labels, classes),
      dataset: {
        ...(await inspectDataset(folder)),
        status: 'ready',
        folder: '/home/me/.config/Wardrobe/data',
      },
    },
    answers: {
      split: ({ validationFraction }) => countSplit(dataset, validationFraction),
      pictures: (query) => selectPictures(dataset, query),
      compare: () => compareAnswers(dataset.test.labels, early, probabilities, classes),
      changed: (query) => changedPage(dataset.dataSet, dataset.test, early, probabilities, query),
      cell: (query) => confusionCell(dataset.dataSet, dataset.test, probabilities, query),
    },
  };
}

async function train(load, plan, dataset) {
  const { sumOf } = await load('/src/core/training/step-sums.ts');
  const { splitTraining } = await load('/src/core/data/split.ts');
  const { shuffledOrder } = await load('/src/core/random/random.ts');
  const { fingerprintData } = await load('/src/core/data/data-fingerprint.ts');
  const { currentVersions } = await load('/src/core/versions.ts');
  const { createGraphEngine } = await load('/src/core/tensorflow/graph-engine/graph-engine.ts');
  const { loadTensorflow } = await load('/src/core/tensorflow/library/load-tensorflow.ts');
  const { train: trainIndices, validation: validationIndices } = splitTraining(
    dataset.train.labels,
    plan.validationFraction,
  );
  const engine = createGraphEngine(await loadTensorflow());
  const session = await engine.open(plan, { ...dataset, trainIndices, validationIndices });
  const curves = [];
  /** Of the model after its first epoch, to compare it with. */
  let early = null;
  const point = (kind, position, { examples, lossSum, correct }) =>
    curves.push({ kind, position, loss: lossSum / examples, accuracy: correct / examples });
  const steps = Math.ceil(trainIndices.length / plan.batchSize);
  const started = performance.now();
  for (let epoch = 0; epoch < plan.epochs; epoch++) {
    const order = shuffledOrder(trainIndices, plan.seed, epoch);
    for (let first = 0, count = 0; first < steps; first += count) {
      count = Math.min(session.chunkSteps, steps - first);
      point('train', epoch + (first + count) / steps, session.runSteps(order, first, count));
    }
    point('validation', epoch + 1, sumOf(session.validate()));
    early ??= session.predict(dataset.test.pictures.inMemory);
  }
  const seconds = (performance.now() - started) / 1000;
  const probabilities = session.predict(dataset.test.pictures.inMemory);
  const { weights } = session.getState();
  const timings = {
    compileSeconds: session.compileSeconds,
    epochSeconds: Array.from({ length: plan.epochs }, () => seconds / plan.epochs),
    picturesPerSecond: Math.round((trainIndices.length * plan.epochs) / seconds),
    evaluationSeconds: seconds / plan.epochs / 6,
  };
  session.dispose();
  const data = fingerprintData(dataset.dataSet, { train: trainIndices, validation: validationIndices });
  return {
    curves,
    early,
    probabilities,
    weights,
    seconds,
    run: { data, versions: currentVersions(), timings, error: null, note: '' },
  };
}
