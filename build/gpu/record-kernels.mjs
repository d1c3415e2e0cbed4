/** `node build/gpu/record-kernels.mjs`: records TensorFlow's GPU kernels again, after its version has changed. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wheelFolder } from '../setup/tensorflow.mjs';
import { readWheels } from '../setup/wheels.mjs';
import { askTensorflow } from './ask-tensorflow.mjs';
import { buildCountingDriver } from './counting-driver.mjs';
import { writeRecordedKernels } from './recorded-kernels.mjs';

const work = await mkdtemp(join(tmpdir(), 'wardrobe-gpu-'));
try {
  const { folder } = await wheelFolder('gpu');
  const deps = join(folder, 'deps');
  const { registry } = await askTensorflow(deps, work, (await buildCountingDriver(deps, work)).alone);
  await writeRecordedKernels(readWheels().tensorflow, registry);
  process.stdout.write(`${Object.keys(registry).length} operations recorded\n`);
} finally {
  await rm(work, { recursive: true, force: true });
}
