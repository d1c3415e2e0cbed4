/**
 * Trains each case for a hundred steps on the graph engine, and leaves batches and weights for Keras in a folder: those of the
 * start, after one step, and of the end.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDataset } from '../../src/core/data/fashion-mnist/read-dataset';
import type { NamedTensor } from '../../src/core/domain/named-tensor';
import { shuffledOrder } from '../../src/core/random/random';
import { createGraphEngine } from '../../src/core/tensorflow/graph-engine/graph-engine';
import { loadTensorflow } from '../../src/core/tensorflow/library/load-tensorflow';
import { threadSettings } from '../../src/core/tensorflow/library/thread-settings';
import { agreementCases } from './agreement-cases';
import { report } from './peer';

const steps = 100;
const [data, folder] = process.argv.slice(2);
if (!data || !folder) throw new Error('Usage: agreement-peer DATA FOLDER');

const dataset = await readDataset(data);
Object.assign(process.env, threadSettings({ engine: 'graph', device: 'cpu' }));
const loaded = await loadTensorflow();
const indices = Int32Array.from(dataset.train.labels.keys());

for (const { id, name, tolerance, plan } of agreementCases) {
  const session = await createGraphEngine(loaded).open(plan, {
    ...dataset,
    trainIndices: indices,
    validationIndices: indices.subarray(0, 1),
  });
  const order = shuffledOrder(indices, plan.seed, 0).subarray(0, steps * plan.batchSize);
  const start = session.getState().weights;
  session.runSteps(order, 0, 1);
  const first = session.getState().weights;
  session.runSteps(order, 1, steps - 1);
  const end = session.getState().weights;
  mkdirSync(join(folder, id), { recursive: true });
  const { library, detail } = session.engine;
  const tensors = start.map(({ name: tensor, shape }) => ({ name: tensor, shape }));
  write('case.json', JSON.stringify({ id, name, tolerance, steps, plan, tensors, library, detail }));
  write('order.i32', order);
  write('start.f32', joined(start));
  write('first.f32', joined(first));
  write('end.f32', joined(end));
  session.dispose();
  report('trained', { id });

  function write(file: string, content: string | NodeJS.ArrayBufferView): void {
    writeFileSync(join(folder!, id, file), content);
  }
}

function joined(tensors: readonly NamedTensor[]): Uint8Array {
  return Buffer.concat(
    tensors.map(({ values }) => Buffer.from(values.buffer, values.byteOffset, values.byteLength)),
  );
}
