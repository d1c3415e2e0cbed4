/**
 * Loads tfjs-node-gpu's addon and runs one operation on it, as a separate program: a bad library can end its process.
 * Writes `{version, gpu}` as the last line.
 */
import { createRequire } from 'node:module';
import util from 'node:util';

process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
/** @type {any} Node 23 dropped the function; tfjs-node 4.22 still calls it. */
const legacy = util;
legacy.isNullOrUndefined ??= (/** @type {unknown} */ value) => value === null || value === undefined;

try {
  const tf = createRequire(import.meta.url)('@tensorflow/tfjs-node-gpu');
  await tf.ready();
  const sum = tf.tidy(() => tf.matMul([[1, 2]], [[3], [4]]).dataSync()[0]);
  if (sum !== 11) throw new Error(`it computes wrongly: 1·3 + 2·4 = ${sum}`);
  const { binding } = tf.backend();
  process.stdout.write(
    `\n${JSON.stringify({ version: binding.TF_Version, gpu: binding.isUsingGpuDevice() })}\n`,
  );
} catch (failure) {
  process.stderr.write(`Error: ${/** @type {Error} */ (failure).message.split('\n')[0]}\n`);
  process.exitCode = 1;
}
