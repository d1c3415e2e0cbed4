import { execFileSync } from 'node:child_process';

export interface CardMemory {
  /** Bytes in use on the card, by whatever process; null where nvidia-smi does not answer. */
  card: number | null;
  /** Of these, this process's; null where the driver does not tell processes apart, as in a container. */
  process: number | null;
}

/** TensorFlow gives no memory back before it ends, so that what it holds now is the most it has held. */
export function cardMemory(): CardMemory {
  try {
    const own = ask('--query-compute-apps=pid,used_memory')
      .map((line) => line.split(', '))
      .find(([pid]) => pid === `${process.pid}`);
    return { card: bytes(ask('--query-gpu=memory.used')[0]), process: bytes(own?.[1]) };
  } catch {
    return { card: null, process: null };
  }
}

/** The one that this process sees: the bench shows it a single one. */
const { CUDA_VISIBLE_DEVICES } = process.env;
const card = CUDA_VISIBLE_DEVICES ? ['-i', CUDA_VISIBLE_DEVICES] : [];

const ask = (query: string): string[] =>
  execFileSync('nvidia-smi', [...card, query, '--format=csv,noheader,nounits'], {
    encoding: 'utf8',
    timeout: 20_000,
  })
    .trim()
    .split('\n');

const bytes = (mebibytes = ''): number | null =>
  /^\d+$/.test(mebibytes) ? Number(mebibytes) * 2 ** 20 : null;
