/** An engine of Wardrobe, as the app runs it: all of an epoch in chunks that let a stop through and end where a point of the curves is due. */
import { readFileSync } from 'node:fs';
import { readDataset } from '../../src/core/data/fashion-mnist/read-dataset';
import { shuffledOrder } from '../../src/core/random/random';
import { trainingPlanSchema } from '../../src/core/model/training-plan';
import { createGraphEngine } from '../../src/core/tensorflow/graph-engine/graph-engine';
import { layersOnWasm } from '../../src/core/tensorflow/layers-engine/layers-backend';
import { createLayersEngine } from '../../src/core/tensorflow/layers-engine/layers-engine';
import { loadTensorflow } from '../../src/core/tensorflow/library/load-tensorflow';
import { threadSettings } from '../../src/core/tensorflow/library/thread-settings';
import type { TrainingEngine } from '../../src/core/tensorflow/session/training-engine';
import type { TrainingSession } from '../../src/core/domain/engine';
import { CurveRecorder } from '../../src/core/training/curve-recorder';
import { cardMemory } from './card-memory';
import { benchPlan } from './plans';
import { parseArguments, report, reportDone } from './peer';

const args = parseArguments();
const { epochs, device, bits } = args;
const plan = args.plan
  ? trainingPlanSchema.parse(JSON.parse(readFileSync(args.plan, 'utf8')))
  : benchPlan(args.model, args.batch, epochs);
const dataset = await readDataset(args.data);
const engine = await engineOf(args.variant);

const indices = Int32Array.from(dataset.train.labels.subarray(0, args.pictures).keys());
const session = await engine.open(plan, {
  ...dataset,
  trainIndices: indices,
  validationIndices: indices.subarray(0, 1),
});
report('ready', { library: session.engine.library, detail: session.engine.detail });
report('compile', { seconds: session.compileSeconds });

let trained = 0;
for (let epoch = 0; epoch < epochs; epoch++) {
  const started = performance.now();
  const sums = trainEpoch(session, shuffledOrder(indices, plan.seed, epoch));
  const seconds = (performance.now() - started) / 1000;
  report('epoch', { seconds, pictures: indices.length, ...sums });
  trained += seconds;
  if (performance.now() / 1000 > args.seconds) break;
  if (epoch + 1 >= args.enoughEpochs && trained > args.enoughSeconds) break;
}
if (device === 'gpu') report('memory', cardMemory());
reportDone();

/** `race` lets the graph engine choose as in the app; `scheduled` keeps XLA out; `layers` is the way without TensorFlow. */
async function engineOf(way: string): Promise<TrainingEngine> {
  if (way === 'layers') return createLayersEngine(await layersOnWasm());
  if (way !== 'race' && way !== 'scheduled') throw new Error(`No such way: "${way}".`);
  const choice = { engine: 'graph', device, bits } as const;
  // TensorFlow reads them when its library loads.
  const settings = threadSettings(choice);
  if (device === 'gpu' && bits === 'exact' && !('TF_DETERMINISTIC_OPS' in settings))
    throw new Error('The engine has no exact way on a GPU.');
  Object.assign(process.env, settings);
  const loaded = await loadTensorflow();
  if (device === 'gpu' && loaded.gpu === null) throw new Error('TensorFlow found no NVIDIA GPU.');
  return createGraphEngine(loaded, way === 'race' ? {} : { ways: [way] });
}

function trainEpoch(running: TrainingSession, order: Int32Array) {
  const steps = Math.ceil(order.length / plan.batchSize);
  const recorder = new CurveRecorder(plan, steps);
  let [loss, accuracy, done] = [0, 0, 0];
  while (done < steps) {
    const count = Math.min(running.chunkSteps, recorder.untilPoint(done));
    const sums = running.runSteps(order, done, count);
    loss += sums.lossSum / order.length;
    accuracy += sums.correct / order.length;
    done += count;
  }
  return { loss, accuracy };
}
