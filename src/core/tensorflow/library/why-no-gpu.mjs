/** Why TensorFlow does not use an NVIDIA GPU that is there, by its own log. */
import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { driverRemedy } from './nvidia-gpu.mjs';

/** @typedef {import('./nvidia-gpu.mjs').NoGpu} NoGpu */

/** Makes TensorFlow log which libraries it opens, and why it skips a GPU; read when its library loads. */
export const gpuLogSettings = { TF_CPP_MIN_LOG_LEVEL: '0', TF_CPP_VMODULE: 'dso_loader=1,gpu_device=1' };

export const retryCommand = 'npm run setup:gpu';

/**
 * What CUDA answers when it is started, by the name or number that TensorFlow logs.
 * @type {[pattern: RegExp, reason: string, remedy: string][]}
 */
const cudaErrors = [
  [
    /CUDA_ERROR_NO_DEVICE/,
    'the driver shows no GPU',
    'check CUDA_VISIBLE_DEVICES, and in a container which GPUs it was given',
  ],
  [
    /CUDA_ERROR_SYSTEM_DRIVER_MISMATCH|system has unsupported display driver/,
    "NVIDIA's driver and its library have different versions",
    'restart the machine, so that the kernel loads the driver that was installed last',
  ],
  [
    /CUDA_ERROR_SYSTEM_NOT_READY/,
    'the GPU is not ready',
    "start NVIDIA's Fabric Manager (systemctl start nvidia-fabricmanager)",
  ],
  [/INSUFFICIENT_DRIVER|driver version is insufficient/, "NVIDIA's driver is too old", driverRemedy],
  [/UNKNOWN ERROR \(303\)/, "NVIDIA's driver library, libcuda.so.1, can't be opened", driverRemedy],
];

/**
 * @param {string} log what TensorFlow wrote with `gpuLogSettings`
 * @param {string} libraries folder of NVIDIA's libraries beside TensorFlow's
 * @returns {NoGpu}
 */
export function whyNoGpu(log, libraries) {
  const missing = [
    ...log.matchAll(/Could not load dynamic library '([^']+)'; dlerror: (.*?)(?:; LD_LIBRARY_PATH.*)?$/gm),
  ].map(([, library = '', error = '']) => ({ library, error: error.trim() }));
  const driver = missing.find(({ library }) => library === 'libcuda.so.1');
  if (driver)
    return { reason: `NVIDIA's driver library can't be opened: ${driver.error}`, remedy: driverRemedy };
  if (missing.length > 0) return withoutLibraries(missing, libraries);

  const tooOld = /Cuda compute capability ([\d.]+)\. The minimum required Cuda capability is ([\d.]+)/.exec(
    log,
  );
  if (tooOld) {
    return {
      reason: `the GPU is too old for TensorFlow: compute capability ${tooOld[1]}, at least ${tooOld[2]} is needed`,
      remedy: null,
    };
  }
  const failure = /failed call to cuInit: (.*)/.exec(log)?.[1];
  for (const [pattern, reason, remedy] of cudaErrors) if (pattern.test(log)) return { reason, remedy };
  if (failure) return { reason: `CUDA does not start: ${failure.trim()}`, remedy: driverRemedy };
  return {
    reason: 'TensorFlow skips it and does not say why',
    remedy: `see its log: TF_CPP_MIN_LOG_LEVEL=0 TF_CPP_MAX_VLOG_LEVEL=1 npm run -s wardrobe -- doctor`,
  };
}

/**
 * @param {{ library: string, error: string }[]} missing
 * @param {string} libraries
 * @returns {NoGpu}
 */
function withoutLibraries(missing, libraries) {
  const names = [...new Set(missing.map(({ library }) => library))];
  // The error names another library where one that was found needs it.
  const own = missing.filter(({ library, error }) => !error.startsWith(`${library}: cannot open`));
  return {
    reason: `TensorFlow can't open ${names.join(', ')}${own.length > 0 ? ` (${own[0]?.error})` : ''}`,
    remedy: `remove ${setOf(libraries)}, then ${retryCommand}`,
  };
}

/** The folder of TensorFlow and all of its libraries, wherever a link leads to it. @param {string} libraries */
function setOf(libraries) {
  try {
    return dirname(dirname(realpathSync(libraries)));
  } catch {
    return dirname(dirname(libraries));
  }
}
