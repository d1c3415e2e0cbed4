/** The graph engine, as the app runs it: all of an epoch in chunks that let a stop through. */
import { readDataset } from '../../src/core/dataset/read-dataset';
import { shuffledOrder } from '../../src/core/model/random';
import { createGraphEngine } from '../../src/core/tensorflow/graph-engine';
import { loadTensorflow } from '../../src/core/tensorflow/load-tensorflow';
import { threadSettings } from '../../src/core/tensorflow/thread-settings';
import type { TrainingSession } from '../../src/core/training/engine';
import { benchPlan } from './plans';
import { parseArguments, report, reportDone } from './peer';

const { data, model, variant, batch, epochs } = parseArguments();
if (variant !== 'scheduled' && variant !== 'compiled') throw new Error(`No such way: "${variant}".`);
const plan = benchPlan(model, batch, epochs);
// TensorFlow reads them when its library loads.
Object.assign(process.env, threadSettings({ engine: 'graph', device: 'cpu' }));

const dataset = await readDataset(data);
const loaded = await loadTensorflow();
report('ready', { library: `TensorFlow ${loaded.version}` });

const indices = Int32Array.from(dataset.train.labels.keys());
const session = await createGraphEngine(loaded, { ways: [variant] }).open(plan, {
  ...dataset,
  trainIndices: indices,
  validationIndices: indices.subarray(0, 1),
});
report('compile', { seconds: session.compileSeconds });

for (let epoch = 0; epoch < epochs; epoch++) {
  const started = performance.now();
  const sums = trainEpoch(session, shuffledOrder(indices, plan.seed, epoch));
  report('epoch', { seconds: (performance.now() - started) / 1000, ...sums });
}
reportDone();

function trainEpoch(session: TrainingSession, order: Int32Array) {
  const steps = Math.ceil(order.length / batch);
  let [loss, accuracy] = [0, 0];
  for (let first = 0, count = 0; first < steps; first += count) {
    count = Math.min(session.chunkSteps, steps - first);
    const sums = session.runSteps(order, first, count);
    loss += sums.lossSum / order.length;
    accuracy += sums.correct / order.length;
  }
  return { loss, accuracy };
}
