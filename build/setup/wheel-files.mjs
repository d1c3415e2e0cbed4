/** Which files the set-up keeps of the Python wheels, and where they go: what TensorFlow opens, and what the addon's build needs. */
import { basename } from 'node:path';

/** Of the wheel's eleven thousand headers those that the addon's sources reach. */
const neededHeaders =
  /^tensorflow\/include\/(tensorflow\/c\/|tensorflow\/core\/platform\/|tsl\/platform\/|xla\/tsl\/c\/)/;

/**
 * Where a file of TensorFlow's wheel goes, within the folder that the addon's build expects.
 * @param {string} name
 */
export function placeOfTensorflow(name) {
  if (/^tensorflow\/libtensorflow_(cc|framework)\.so\.2$/.test(name)) return `lib/${basename(name)}`;
  return neededHeaders.test(name) ? name.replace(/^tensorflow\//, '') : undefined;
}

/**
 * What TensorFlow opens of NVIDIA's packages, each as a file in `nvidia/` of its wheel. Not opened, and left out: CUPTI (profiling),
 * NCCL (several GPUs), cuRAND, and of cuDNN the part for recurrent layers and attention (`adv`).
 * @type {Record<string, RegExp[]>}
 */
export const nvidiaFiles = {
  'nvidia-cublas-cu12': [/^cublas\/lib\/libcublas\.so\.12$/, /^cublas\/lib\/libcublasLt\.so\.12$/],
  // XLA runs ptxas, and links its kernels with libdevice.
  'nvidia-cuda-nvcc-cu12': [/^cuda_nvcc\/bin\/ptxas$/, /^cuda_nvcc\/nvvm\/libdevice\/libdevice\.10\.bc$/],
  // cuDNN compiles some of its kernels when they are first used.
  'nvidia-cuda-nvrtc-cu12': [
    /^cuda_nvrtc\/lib\/libnvrtc\.so\.12$/,
    /^cuda_nvrtc\/lib\/libnvrtc-builtins\.so\.[\d.]+$/,
  ],
  'nvidia-cuda-runtime-cu12': [/^cuda_runtime\/lib\/libcudart\.so\.12$/],
  'nvidia-cudnn-cu12': [
    /^cudnn\/lib\/libcudnn\.so\.9$/,
    /^cudnn\/lib\/libcudnn_(graph|ops|cnn|ext|heuristic)\.so\.9$/,
    /^cudnn\/lib\/libcudnn_engines_\w+\.so\.9$/,
  ],
  // TensorFlow skips the GPU where one of the next three can't be opened.
  'nvidia-cufft-cu12': [/^cufft\/lib\/libcufft\.so\.11$/],
  'nvidia-cusolver-cu12': [/^cusolver\/lib\/libcusolver\.so\.11$/],
  'nvidia-cusparse-cu12': [/^cusparse\/lib\/libcusparse\.so\.12$/],
  // cuSPARSE and cuSOLVER need it, and XLA assembles with it.
  'nvidia-nvjitlink-cu12': [/^nvjitlink\/lib\/libnvJitLink\.so\.12$/],
};

/**
 * Links that lead TensorFlow to a library: `libtensorflow_framework.so.2` opens cuSOLVER, whose folder only the search path of
 * `libtensorflow_cc.so.2` names.
 */
export const nvidiaLinks = {
  'nvidia/cublas/lib/libcusolver.so.11': '../../cusolver/lib/libcusolver.so.11',
};

/**
 * Where a file of a wheel goes; undefined for one that nothing opens.
 * @param {string} wheel name of its package
 * @param {string} name of the file in it
 */
export function placeOf(wheel, name) {
  const kept = nvidiaFiles[wheel];
  if (!kept) return placeOfTensorflow(name);
  const inside = name.replace(/^nvidia\//, '');
  return kept.some((pattern) => pattern.test(inside)) ? name : undefined;
}

/**
 * What a wheel should hold and does not.
 * @param {string} wheel name of its package
 * @param {string[]} names of the files in it that were kept
 */
export const missingFrom = (wheel, names) =>
  (nvidiaFiles[wheel] ?? [/^lib\/libtensorflow_cc\.so\.2$/, /^lib\/libtensorflow_framework\.so\.2$/]).filter(
    (pattern) => !names.some((name) => pattern.test(name.replace(/^nvidia\//, ''))),
  );
