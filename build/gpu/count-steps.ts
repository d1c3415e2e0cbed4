/**
 * Trains a preset in one way with the counting driver, and marks in its log where each call begins: `count-steps.mjs PRESET WAY`.
 * The pictures are blank, since the driver computes nothing. Without arguments it lists the presets, from the fastest to the slowest.
 */
import { appendFileSync, writeFileSync } from 'node:fs';
import { fashionMnist } from '../../src/core/data/fashion-mnist/fashion-mnist';
import { pictureBytes } from '../../src/core/domain/data-set';
import type { Way } from '../../src/core/domain/engine';
import { WardrobeError } from '../../src/core/domain/errors';
import { inMemory } from '../../src/core/domain/picture-source';
import { compiledLoop } from '../../src/core/graph/program/compiled-loop';
import { convolves } from '../../src/core/model/convolves';
import { presetsFor } from '../../src/core/model/presets';
import { createGraphEngine } from '../../src/core/tensorflow/graph-engine/graph-engine';
import { loadTensorflow } from '../../src/core/tensorflow/library/load-tensorflow';
import type { Call } from './step-counts.mjs';

/** The first call of each kind prepares what later ones reuse; the difference of the other two is what steps cost. */
const stepsOfCalls = [16, 16, 48];
const longest = Math.max(...stepsOfCalls);
const validationPictures = 256;

const { COUNTING_DRIVER_LOG: log = '', COUNTING_DRIVER_TURNS: turns = '' } = process.env;
const [presetId = '', way] = process.argv.slice(2) as [string?, Way?];
const presets = presetsFor(fashionMnist);
if (!way) {
  process.stdout.write(JSON.stringify(presets.map(({ id }) => id)));
  process.exit();
}
const { plan } = presets.find(({ id }) => id === presetId)!;
const loop = compiledLoop({ plan, device: 'gpu', exact: false });

const count = longest * plan.batchSize;
const bytes = pictureBytes(fashionMnist.shape);
const indices = Int32Array.from({ length: count }, (_, index) => index);
const loaded = await loadTensorflow();
if (loaded.gpu === null) throw new Error('TensorFlow does not take the device of the counting driver.');
expectTurns(1);
const session = await createGraphEngine(loaded, { ways: [way], exact: false }).open(plan, {
  dataSet: fashionMnist,
  train: { pictures: inMemory(new Uint8Array(count * bytes), bytes), labels: new Uint16Array(count) },
  trainIndices: indices,
  validationIndices: indices.subarray(0, validationPictures),
});
for (const steps of stepsOfCalls) {
  // The compiled loop's input has the size of the longest call.
  const pictures = plan.batchSize * (way === 'compiled' ? loop.mostSteps : steps);
  expectTurns(way === 'compiled' ? Math.ceil(steps / loop.block) : steps);
  mark({ kind: 'training', steps, pictures, convolves: convolves(plan.layers) });
  try {
    session.runSteps(indices, 0, steps);
  } catch (error) {
    // The driver's numbers mean nothing.
    if (!(error instanceof WardrobeError && error.kind === 'diverged')) throw error;
  }
}
for (let time = 0; time < 2; time++) {
  mark({ kind: 'validation', steps: 0, pictures: validationPictures, convolves: convolves(plan.layers) });
  for (const part of session.validate()) void part;
}
mark({ kind: 'end', steps: 0, pictures: 0, convolves: false });
session.dispose();

/** How often the driver says that a loop goes on whose condition it can't compute. */
function expectTurns(count: number): void {
  writeFileSync(turns, String(count));
}

function mark(call: Call): void {
  appendFileSync(log, `call\t1\t${JSON.stringify(call)}\n`);
}
