import { inspectDataset } from '#core/data/fashion-mnist/inspect-dataset';
import { toErrorInfo } from '#core/domain/errors';
import type { Finding } from './finding';

const remedy = 'npm run -s wardrobe -- data';

export async function checkDataset(folder: string): Promise<Finding> {
  try {
    const info = await inspectDataset(folder);
    if (!info) return { part: 'Data set', ready: false, detail: `not in ${folder}`, remedy };
    return { part: 'Data set', ready: true, detail: folder, source: info.source };
  } catch (error) {
    return { part: 'Data set', ready: false, detail: toErrorInfo(error).message, remedy };
  }
}
