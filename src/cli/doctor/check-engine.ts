import { automatic } from '#core/domain/engine';
import { toErrorInfo } from '#core/domain/errors';
import { chooseEngine } from '#core/tensorflow/choose-engine';
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
    return [tensorflow, { part: 'Training', ready: true, detail: `${library} on ${device}: ${detail}` }];
  } catch (error) {
    return [{ part: 'Training', ready: false, detail: toErrorInfo(error).message, remedy: 'npm start' }];
  }
}
