import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gpuLibraries } from './tensorflow-package';

/** Why TensorFlow computes on the CPU although there is an NVIDIA card, and what to do. */
export interface NoGpu {
  reason: string;
  remedy: string;
}

/** Makes TensorFlow say on stderr which libraries it opens, and why it skips a GPU. */
export const tellingEnvironment = { TF_CPP_MIN_LOG_LEVEL: '0', TF_CPP_VMODULE: 'dso_loader=1' } as const;

const driverRemedy =
  "Install NVIDIA's driver (Debian: apt-get install nvidia-driver) and restart; nvidia-smi should list the card.";
const setUpRemedy = 'Close Wardrobe and type: npm run setup:gpu';

/**
 * Why an NVIDIA card that is here is not used; null where there is none. `readLog` gives what TensorFlow writes on stderr
 * under `tellingEnvironment`, and is only called when nothing else tells.
 */
export async function explainNoGpu(readLog: () => Promise<string>): Promise<NoGpu | null> {
  const found = findCard();
  return whyNoGpu(found.driver && gpuLibraries() !== null ? await readLog() : '', found);
}

/** NVIDIA's number on the PCI bus. */
const nvidia = '0x10de';
const displayClass = /^0x03/;

/** Whether an NVIDIA card is in this machine, and its driver in the kernel. Linux only; elsewhere there is none. */
export function findCard(root = '/'): { card: boolean; driver: boolean } {
  const driver = ['proc/driver/nvidia/version', 'dev/nvidiactl', 'dev/dxg'].some((path) =>
    existsSync(join(root, path)),
  );
  return { card: driver || pciDevices(root).some((isCard) => isCard), driver };
}

function pciDevices(root: string): boolean[] {
  const folder = join(root, 'sys/bus/pci/devices');
  const read = (device: string, file: string): string =>
    readFileSync(join(folder, device, file), 'utf8').trim();
  try {
    return readdirSync(folder).map(
      (device) => read(device, 'vendor') === nvidia && displayClass.test(read(device, 'class')),
    );
  } catch {
    return [];
  }
}

/**
 * Why no GPU is used, from what TensorFlow wrote on stderr under `tellingEnvironment`. Null where there is no NVIDIA card to
 * use, so that nothing is amiss.
 */
export function whyNoGpu(log: string, found = findCard(), libraries = gpuLibraries()): NoGpu | null {
  if (!found.card) return null;
  if (!found.driver) return { reason: "an NVIDIA card is here, but its driver isn't", remedy: driverRemedy };
  if (libraries === null)
    return { reason: 'an NVIDIA card is here, but TensorFlow was set up for the CPU', remedy: setUpRemedy };
  const missing = [...log.matchAll(/Could not load dynamic library '([^']+)'/g)].map(([, name]) => name!);
  if (missing.includes('libcuda.so.1'))
    return { reason: "libcuda.so.1 of NVIDIA's driver is not found", remedy: driverRemedy };
  if (missing.length > 0)
    return {
      reason: `TensorFlow skips the GPU because it can't open ${[...new Set(missing)].join(', ')}`,
      remedy: `Remove ${join(libraries, '..', '..')} and set up again. ${setUpRemedy}`,
    };
  const tooOld =
    /Ignoring visible gpu device.*Cuda compute capability ([\d.]+)\. The minimum required Cuda capability is ([\d.]+)/.exec(
      log,
    );
  if (tooOld)
    return {
      reason: `the card is too old for TensorFlow: its compute capability is ${tooOld[1]}, and ${tooOld[2]} is needed`,
      remedy: 'Train on the CPU, or with a newer card.',
    };
  const call = /failed call to cuInit: .*?(CUDA_ERROR_\w+|UNKNOWN ERROR \(\d+\))/.exec(log)?.[1];
  if (call === 'CUDA_ERROR_NO_DEVICE')
    return {
      reason: "NVIDIA's driver offers no card to this process",
      remedy: `Look at nvidia-smi, and at CUDA_VISIBLE_DEVICES (${process.env.CUDA_VISIBLE_DEVICES ?? 'not set'}).`,
    };
  if (call) return { reason: `NVIDIA's driver does not start: ${call}`, remedy: driverRemedy };
  return {
    reason: 'TensorFlow does not say why it skips the GPU',
    remedy: `Look at nvidia-smi. ${setUpRemedy}`,
  };
}
