/** NVIDIA GPUs of this machine and their driver, by the files that Linux has of them: quick enough for every start. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} NvidiaGpu
 * @property {string[]} names empty where there is no GPU
 * @property {string | null} driver its version; null where it can't be told
 * @property {NoGpu | null} obstacle why TensorFlow can't use it
 */

/**
 * Why the GPU is not used, and what to do about it; null where nothing can be done.
 * @typedef {{ reason: string, remedy: string | null }} NoGpu
 */

/** The oldest driver that runs CUDA 12. */
const oldestDriver = 525;

export const driverRemedy = `install NVIDIA's driver, version ${oldestDriver} or newer (Ubuntu: ubuntu-drivers install; Debian: apt-get install nvidia-driver, which is in non-free), and restart the machine; in a container, start it with access to the GPU (docker run --gpus all)`;

/**
 * @param {string} root of the file system
 * @param {string} arch as Node calls it
 * @returns {NvidiaGpu}
 */
export function findNvidiaGpu(root = '/', arch = process.arch) {
  const driver = /\b\d{3}\.\d+(\.\d+)?\b/.exec(read(join(root, 'proc/driver/nvidia/version')))?.[0] ?? null;
  const library = hasDriverLibrary(root);
  const isThere =
    driver !== null ||
    existsSync(join(root, 'dev/nvidia0')) ||
    // Windows' subsystem for Linux hands the GPU on by this device.
    (library && existsSync(join(root, 'dev/dxg'))) ||
    hasNvidiaOnBus(root);
  if (!isThere) return { names: [], driver: null, obstacle: null };
  const models = modelNames(root);
  const names = models.length > 0 ? models : ['NVIDIA GPU'];
  return { names, driver, obstacle: obstacleOf({ arch, driver, library }) };
}

/**
 * @param {{ arch: string, driver: string | null, library: boolean }} machine
 * @returns {NoGpu | null}
 */
function obstacleOf({ arch, driver, library }) {
  if (arch !== 'x64') {
    return { reason: `TensorFlow has no GPU wheels for ${arch}`, remedy: null };
  }
  if (driver && Number.parseInt(driver) < oldestDriver)
    return { reason: `NVIDIA's driver, version ${driver}, is too old`, remedy: driverRemedy };
  if (library) return null;
  const missing = driver ? `library, libcuda.so.1, was not found` : 'was not found';
  return { reason: `NVIDIA's driver ${missing}`, remedy: driverRemedy };
}

/** @param {string} root */
function modelNames(root) {
  const gpus = join(root, 'proc/driver/nvidia/gpus');
  return list(gpus).flatMap((id) => {
    const model = /^Model:\s*(.+)$/m.exec(read(join(gpus, id, 'information')))?.[1];
    return model ? [model.trim()] : [];
  });
}

/** Whether a display or 3D controller of NVIDIA's is on the PCI bus, with a driver or without. @param {string} root */
function hasNvidiaOnBus(root) {
  const devices = join(root, 'sys/bus/pci/devices');
  return list(devices).some(
    (device) =>
      read(join(devices, device, 'vendor')).trim() === '0x10de' &&
      read(join(devices, device, 'class')).startsWith('0x03'),
  );
}

/**
 * Whether the driver's library can be loaded: it is in the loader's cache or on its search path.
 * @param {string} root
 */
function hasDriverLibrary(root) {
  const name = 'libcuda.so.1';
  const folders = ['lib', 'usr/lib', 'lib64', 'usr/lib64', 'usr/lib/x86_64-linux-gnu'];
  const searched = (process.env.LD_LIBRARY_PATH ?? '').split(':').filter(Boolean);
  return (
    read(join(root, 'etc/ld.so.cache'), 'latin1').includes(name) ||
    [...folders.map((folder) => join(root, folder)), ...searched].some((path) => existsSync(join(path, name)))
  );
}

/** @param {string} file @param {BufferEncoding} encoding */
function read(file, encoding = 'utf8') {
  try {
    return readFileSync(file, encoding);
  } catch {
    return '';
  }
}

/** @param {string} folder */
function list(folder) {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
