/** An engine of Wardrobe, as the app runs it: all of an epoch in chunks that let a stop through. */
import { readDataset } from '../../src/core/dataset/read-dataset';
import { shuffledOrder } from '../../src/core/random/random';
import { createGraphEngine } from '../../src/core/tensorflow/graph-engine';
import { layersOnWasm } from '../../src/core/tensorflow/layers-backend';
import { createLayersEngine } from '../../src/core/tensorflow/layers-engine';
import { loadTensorflow } from '../../src/core/tensorflow/load-tensorflow';
import { threadSettings } from '../../src/core/tensorflow/thread-settings';
import type { TrainingEngine } from '../../src/core/tensorflow/training-engine';
import type { TrainingSession } from '../../src/core/domain/engine';
import { benchPlan } from './plans';
import { parseArguments, report, reportDone } from './peer';

const { data, model, variant, batch, epochs } = parseArguments();
const plan = benchPlan(model, batch, epochs);
const dataset = await readDataset(data);
const engine = await engineOf(variant);

const indices = Int32Array.from(dataset.train.labels.keys());
const session = await engine.open(plan, {
  ...dataset,
  trainIndices: indices,
  validationIndices: indices.subarray(0, 1),
});
report('ready', { library: session.engine.library, detail: session.engine.detail });
report('compile', { seconds: session.compileSeconds });

for (let epoch = 0; epoch < epochs; epoch++) {
  const started = performance.now();
  const sums = trainEpoch(session, shuffledOrder(indices, plan.seed, epoch));
  report('epoch', { seconds: (performance.now() - started) / 1000, ...sums });
}
reportDone();

/** `race` lets the graph engine choose as in the app; `scheduled` keeps XLA out; `layers` is the way without TensorFlow. */
async function engineOf(way: string): Promise<TrainingEngine> {
  if (way === 'layers') return createLayersEngine(await layersOnWasm());
  if (way !== 'race' && way !== 'scheduled') throw new Error(`No such way: "${way}".`);
  // TensorFlow reads them when its library loads.
  Object.assign(process.env, threadSettings({ engine: 'graph', device: 'cpu' }));
  return createGraphEngine(await loadTensorflow(), way === 'race' ? {} : { ways: [way] });
}

function trainEpoch(running: TrainingSession, order: Int32Array) {
  const steps = Math.ceil(order.length / batch);
  let [loss, accuracy, done] = [0, 0, 0];
  while (done < steps) {
    const count = Math.min(running.chunkSteps, steps - done);
    const sums = running.runSteps(order, done, count);
    loss += sums.lossSum / order.length;
    accuracy += sums.correct / order.length;
    done += count;
  }
  return { loss, accuracy };
}
