import { expect, test } from 'vitest';
import { whyNoGpu } from '../../../src/core/tensorflow/library/why-no-gpu.mjs';

const line = (level: string, place: string, text: string): string =>
  `${level}0000 00:00:1795816150.280695   10979 ${place}] ${text}\n`;
const notOpened = (
  library: string,
  error = 'cannot open shared object file: No such file or directory',
): string => line('I', 'dso_loader.cc:144', `Could not load dynamic library '${library}'; dlerror: ${error}`);

test.each([
  {
    what: 'a library that is not there',
    log: notOpened('libcusolver.so.11', 'libcusolver.so.11: cannot open shared object file: No such file'),
    reason: "TensorFlow can't open libcusolver.so.11",
    remedy: 'remove /cache/set, then npm run setup:gpu',
  },
  {
    what: 'a library that another one needs',
    log: notOpened('libcusolver.so.11', 'libnvJitLink.so.12: cannot open shared object file: No such file'),
    reason:
      "TensorFlow can't open libcusolver.so.11 (libnvJitLink.so.12: cannot open shared object file: No such file)",
    remedy: 'remove /cache/set, then npm run setup:gpu',
  },
  {
    what: "the driver's library",
    log:
      notOpened('libcuda.so.1') +
      line('E', 'cuda_platform.cc:52', 'failed call to cuInit: UNKNOWN ERROR (303)'),
    reason: "NVIDIA's driver library can't be opened",
    remedy: 'install',
  },
  {
    what: 'a GPU that is hidden',
    log: line(
      'E',
      'cuda_platform.cc:52',
      'failed call to cuInit: INTERNAL: CUDA error: Failed call to cuInit: CUDA_ERROR_NO_DEVICE: no CUDA-capable device is detected',
    ),
    reason: 'the driver shows no GPU',
    remedy: 'CUDA_VISIBLE_DEVICES',
  },
  {
    what: 'a driver that was replaced while it ran',
    log: line('E', 'cuda_platform.cc:52', 'failed call to cuInit: CUDA_ERROR_SYSTEM_DRIVER_MISMATCH'),
    reason: 'different versions',
    remedy: 'restart the machine',
  },
  {
    what: 'another failure of CUDA',
    log: line(
      'E',
      'cuda_platform.cc:52',
      'failed call to cuInit: INTERNAL: CUDA_ERROR_UNKNOWN: unknown error',
    ),
    reason: 'CUDA does not start: INTERNAL: CUDA_ERROR_UNKNOWN',
    remedy: 'install',
  },
  {
    what: 'a GPU that is too old',
    log: line(
      'I',
      'gpu_device.cc:2400',
      'Ignoring visible gpu device (device: 0, name: GTX 780) with Cuda compute capability 3.5. The minimum required Cuda capability is 6.0.',
    ),
    reason: 'compute capability 3.5, at least 6.0',
    remedy: null,
  },
  { what: 'nothing', log: '', reason: 'does not say why', remedy: 'TF_CPP_MIN_LOG_LEVEL=0' },
])("tells of $what by TensorFlow's log", ({ log, reason, remedy }) => {
  const found = whyNoGpu(log, '/cache/set/deps/nvidia');
  expect(found.reason).toContain(reason);
  if (remedy === null) expect(found.remedy).toBeNull();
  else expect(found.remedy).toContain(remedy);
});
