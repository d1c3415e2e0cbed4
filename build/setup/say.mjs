/** What the set-up tells people, on stderr: one line a step, and one line of progress for all that is under way. */

const { stderr } = process;
const colours = stderr.isTTY && !process.env.NO_COLOR;
/** @type {(code: number, text: string) => string} */
const paint = (code, text) => (colours ? `\x1b[${code}m${text}\x1b[0m` : text);

let progressShown = false;

function clearProgress() {
  if (progressShown) stderr.write('\r\x1b[K');
  progressShown = false;
}

/** @param {string} line */
function write(line) {
  clearProgress();
  stderr.write(`${line}\n`);
}

export const say = {
  /** @param {string} text */
  ok: (text) => write(`${paint(32, '✓')} ${text}`),
  /** Something was tried and failed, or is missing. @param {string} text */
  problem: (text) => write(`${paint(33, '!')} ${text}`),
  /** What is being done, or what to do. @param {string} text */
  note: (text) => write(`  ${text}`),
  /** @param {string} text */
  command: (text) => write(`      ${paint(36, text)}`),
};

/** @param {number} bytes */
export const megabytes = (bytes) => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;

/** @param {number} milliseconds */
export const seconds = (milliseconds) => {
  const s = milliseconds / 1000;
  if (s < 10) return `${s.toFixed(1)} s`;
  return s < 120 ? `${Math.round(s)} s` : `${Math.floor(s / 60)} min ${Math.round(s % 60)} s`;
};

/**
 * How far a job is: `text` in its own words, or bytes of a total that may be unknown.
 * @typedef {{ bytes?: number, totalBytes?: number | undefined, text?: string | undefined }} Amount
 * @param {Amount} amount
 */
export function describeAmount({ bytes, totalBytes, text }) {
  if (text) return text;
  if (!bytes) return '';
  if (!totalBytes) return megabytes(bytes);
  const percent = Math.min(99, Math.floor((100 * bytes) / totalBytes));
  return `${percent} % of ${megabytes(totalBytes)}`;
}

/** @typedef {{ label: string, begun: number, amount: () => Amount }} Job */
/** @type {Set<Job>} */
const jobs = new Set();
/** @type {NodeJS.Timeout | undefined} */
let timer;

/** @param {Job} job */
function describeJob({ label, begun, amount }) {
  return [label, describeAmount(amount()), seconds(performance.now() - begun)].filter(Boolean).join(' · ');
}

function showJobs() {
  if (!stderr.isTTY) {
    const shown = [...jobs].filter(({ begun }) => performance.now() - begun > 5000);
    for (const job of shown) write(`  ${describeJob(job)}`);
    return;
  }
  const line = [...jobs].map(describeJob).join('  |  ');
  stderr.write(`\r\x1b[K  ${line.slice(0, (stderr.columns || 80) - 3)}`);
  progressShown = true;
}

/**
 * Says that something has begun and, until it has ended, how far it is: on a terminal in one line that is rewritten and
 * shared with whatever else runs, elsewhere as a plain line every ten seconds.
 * @template T
 * @param {string} label
 * @param {() => Promise<T>} work
 * @param {() => Amount} [amount]
 * @returns {Promise<T>}
 */
export async function withProgress(label, work, amount = () => ({})) {
  const job = { label, begun: performance.now(), amount };
  if (!stderr.isTTY) say.note(`${label} …`);
  jobs.add(job);
  timer ??= setInterval(showJobs, stderr.isTTY ? 250 : 10_000);
  try {
    return await work();
  } finally {
    jobs.delete(job);
    clearProgress();
    if (jobs.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  }
}
