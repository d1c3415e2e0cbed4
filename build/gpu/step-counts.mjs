/** What the counting driver's log says of a preset's training: what each call copied and launched, and what a step costs. */

/**
 * What `count-steps.ts` writes into the log where a call begins.
 * @typedef {object} Call
 * @property {'training' | 'validation' | 'end'} kind
 * @property {number} steps 0 but for training
 * @property {number} pictures whose indices the call brings in
 * @property {boolean} convolves whether the model does
 */

/**
 * @typedef {object} Counts
 * @property {number[]} copiesIn bytes of each copy to the GPU
 * @property {number[]} copiesOut bytes of each copy from it
 * @property {number} kernels launched by themselves, calls of cuBLAS and cuDNN included
 * @property {number} libraryCalls those of cuBLAS and cuDNN
 * @property {number} graphs CUDA graphs launched
 * @property {number} graphKernels kernels in them, but for the bodies of their loops
 * @property {number} bodyKernels kernels of one turn of the loops that these graphs hold
 * @property {number} waits how often the CPU waited for the GPU
 */

/** @typedef {Call & Counts} CountedCall */

/**
 * @param {string} log
 * @returns {CountedCall[]} in order; what stands before the first call is left out
 */
export function readCalls(log) {
  /** @type {CountedCall[]} */
  const calls = [];
  for (const line of log.split('\n')) {
    const [kind = '', amount, detail = ''] = line.split('\t');
    const call = calls.at(-1);
    if (kind === 'call') calls.push({ ...JSON.parse(detail), ...nothing() });
    else if (call) add(call, kind, Number(amount), detail);
  }
  return calls.filter(({ kind }) => kind !== 'end');
}

/** @returns {Counts} */
const nothing = () => ({
  copiesIn: [],
  copiesOut: [],
  kernels: 0,
  libraryCalls: 0,
  graphs: 0,
  graphKernels: 0,
  bodyKernels: 0,
  waits: 0,
});

/**
 * @param {Counts} counts
 * @param {string} kind
 * @param {number} amount
 * @param {string} detail
 */
function add(counts, kind, amount, detail) {
  if (kind === 'copy-in') counts.copiesIn.push(amount);
  else if (kind === 'copy-out') counts.copiesOut.push(amount);
  else if (kind === 'wait') counts.waits++;
  else if (kind === 'kernel' || kind === 'library') counts.kernels++;
  if (kind === 'library') counts.libraryCalls++;
  if (kind === 'graph-launch') {
    counts.graphs++;
    counts.graphKernels += Number(/^kernels (\d+)/.exec(detail)?.[1] ?? 0);
    counts.bodyKernels += Number(/body: kernels (\d+)/.exec(detail)?.[1] ?? 0);
  }
}

/**
 * What one more step costs: the difference of two calls, so that what a call costs once drops out.
 * @param {CountedCall} short
 * @param {CountedCall} long
 */
export function costOfStep(short, long) {
  const steps = long.steps - short.steps;
  return {
    copiesIn: (long.copiesIn.length - short.copiesIn.length) / steps,
    copiesOut: (long.copiesOut.length - short.copiesOut.length) / steps,
    kernels: (long.kernels - short.kernels) / steps,
    libraryCalls: (long.libraryCalls - short.libraryCalls) / steps,
    graphs: (long.graphs - short.graphs) / steps,
    graphKernels: (long.graphKernels - short.graphKernels) / steps,
    waits: (long.waits - short.waits) / steps,
  };
}
