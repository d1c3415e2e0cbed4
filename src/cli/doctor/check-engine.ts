import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { automatic } from '#core/domain/engine';
import { toErrorInfo } from '#core/domain/errors';
import { chooseEngine } from '#core/tensorflow/choose-engine';
import { explainNoGpu, gpuLogSettings } from '#core/tensorflow/library/no-gpu';
import { addonPackage } from '#core/tensorflow/library/tensorflow-package';
import type { Finding } from './finding';
import { setUpRecord } from './set-up-record';

/** What would train here, and why. */
export async function checkEngine(cache: string): Promise<Finding[]> {
  const record = await setUpRecord(cache, 'tensorflow');
  try {
    const { description } = await chooseEngine(automatic);
    const { id, library, device, detail } = description;
    const tensorflow: Finding =
      id === 'layers'
        ? { part: 'TensorFlow', ready: false, detail, ...record, remedy: 'npm start' }
        : { part: 'TensorFlow', ready: true, detail: library, ...record };
    const training: Finding = { part: 'Training', ready: true, detail: `${library} on ${device}: ${detail}` };
    return [tensorflow, training, ...(id === 'tensorflow-cpu' ? await checkCard() : [])];
  } catch (error) {
    return [{ part: 'Training', ready: false, detail: toErrorInfo(error).message, remedy: 'npm start' }];
  }
}

/** Why an NVIDIA card that is here does not train; nothing where there is none. */
async function checkCard(): Promise<Finding[]> {
  const why = await explainNoGpu(readTensorflowLog);
  if (!why) return [];
  const { reason, remedy } = why;
  return [{ part: 'GPU', ready: false, detail: reason, ...(remedy && { remedy }) }];
}

/** What TensorFlow writes while it looks for a GPU, in a process of its own: in this one it has looked already. */
async function readTensorflowLog(): Promise<string> {
  const load = 'require(process.argv[1])';
  const addon = createRequire(import.meta.url).resolve(addonPackage);
  const options = { env: { ...process.env, ...gpuLogSettings }, timeout: 90_000 };
  return new Promise((resolve) =>
    execFile(process.execPath, ['-e', load, addon], options, (_error, _out, told) => resolve(told)),
  );
}
