/** Where TensorFlow runs the operations of a graph, by its own log. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** Makes TensorFlow log every operation as it runs it. */
export const operationLogSettings = { TF_CPP_MIN_LOG_LEVEL: '0', TF_CPP_VMODULE: 'executor=1' };

/** What TensorFlow adds to a graph to pass its inputs and outputs: they start and end in the host's memory. */
const ofTheCall = new Set(['_Arg', '_Retval', '_Send', '_Recv', 'NoOp']);

/** @typedef {{ gpu: number, cpu: Set<string> }} RanWhere how many ran on the GPU, and what kinds on the CPU */

/**
 * Adds an operation that TensorFlow has run, those left out that every call on a GPU has on the CPU. Only a running graph has the
 * device of a job: what XLA computes ahead while it compiles has none.
 * @param {RanWhere} ran
 * @param {string} line of the log
 */
export function noteOperation(ran, line) {
  const [, op, device] =
    /Process node: .*\}\} = (\w+)[[(].* device: \/job:\S*\/device:(\w+):\d+/.exec(line) ?? [];
  if (device === 'GPU') ran.gpu++;
  else if (op && !ofTheCall.has(op)) ran.cpu.add(op);
}

/**
 * @param {string} file with the log
 * @returns {Promise<RanWhere>}
 */
export async function readRanWhere(file) {
  /** @type {RanWhere} */
  const ran = { gpu: 0, cpu: new Set() };
  for await (const line of createInterface({ input: createReadStream(file) })) noteOperation(ran, line);
  return ran;
}

/**
 * @param {RanWhere} ran
 * @returns {string | undefined} undefined when all have run on the GPU
 */
export function whyNotOnGpu({ gpu, cpu }) {
  if (cpu.size > 0) return `on the CPU: ${[...cpu].sort().join(', ')}`;
  return gpu > 0 ? undefined : 'its log names none';
}
