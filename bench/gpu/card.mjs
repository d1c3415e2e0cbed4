/** The NVIDIA card of this machine, as nvidia-smi tells. */
import { execFileSync } from 'node:child_process';

/** @typedef {{ name: string, driver: string, memory: number }} Card memory in bytes */

/**
 * The one that the bench runs on, as CUDA_VISIBLE_DEVICES names it: an index or a UUID, and the first of several.
 * @param {NodeJS.ProcessEnv} env
 */
export const chosenCard = (env = process.env) => env.CUDA_VISIBLE_DEVICES?.split(',')[0]?.trim() || '0';

/** Makes CUDA count the cards as nvidia-smi does, and shows it one. */
export const cardEnvironment = () => ({
  CUDA_DEVICE_ORDER: 'PCI_BUS_ID',
  CUDA_VISIBLE_DEVICES: chosenCard(),
});

/** @returns {Card | null} the chosen one; null without a card, driver or nvidia-smi */
export function findCard() {
  const [name, driver, memory] = ask('name,driver_version,memory.total');
  return name && driver && memory ? { name, driver, memory: mebibytes(memory) } : null;
}

/** Bytes in use on the card, by whatever process; 0 where nvidia-smi does not tell. */
export const usedMemory = () => mebibytes(ask('memory.used')[0] ?? '');

/** @param {string} fields @returns {string[]} their values */
function ask(fields) {
  try {
    const args = ['-i', chosenCard(), `--query-gpu=${fields}`, '--format=csv,noheader,nounits'];
    const answer = execFileSync('nvidia-smi', args, {
      encoding: 'utf8',
      timeout: 20_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return (answer.split('\n')[0] ?? '').split(', ').map((value) => value.trim());
  } catch {
    return [];
  }
}

/** @param {string} text */
const mebibytes = (text) => (Number(text) || 0) * 2 ** 20;
