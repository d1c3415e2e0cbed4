import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { headersPackage } from '../../../build/setup/compile-addon.mjs';
import { cacheFolder } from '../../../build/setup/folders.mjs';
import { fakeMachine, type FakeMachine } from './fake-machine';
import { makeZip } from './make-zip';

/** A fake machine with a clone on it that has its packages and no TensorFlow yet. */
export interface FakeClone {
  machine: FakeMachine;
  project: string;
  /** Stands in for the file system's root where the set-up looks for a GPU. */
  root: string;
  addon: string;
  deps: string;
  /** A pip that brings small wheels with the layout of the real ones. */
  workingPip(): Promise<void>;
  /** A compiler that writes `content` to the file that it is asked for. */
  workingCompiler(content?: string): Promise<void>;
  /**
   * Lets the check of an addon on a device say this; it fails unless the addon holds "addon works". One that `fails` does so
   * with that message wherever it may use the GPU.
   */
  checkSays(device: 'cpu' | 'gpu', answer: { gpu: boolean; log?: string; fails?: string }): Promise<void>;
  /** Puts a GPU with its driver there, or another driver version. */
  installGpu(driver: string): Promise<void>;
}

const tensorflow = [
  'libtensorflow_cc.so.2',
  'libtensorflow_framework.so.2',
  'include/tensorflow/c/c_api.h',
  'python/x.so',
].map((name) => `tensorflow/${name}`);

/** Files of the wheels that are published. */
const published: Record<string, string[]> = {
  'tensorflow-cpu': tensorflow,
  tensorflow,
  'nvidia-cublas-cu12': [
    'nvidia/cublas/include/cublas.h',
    'nvidia/cublas/lib/libcublas.so.12',
    'nvidia/cublas/lib/libcublasLt.so.12',
  ],
  'nvidia-cusolver-cu12': [
    'nvidia/cusolver/lib/libcusolver.so.11',
    'nvidia/cusolver/lib/libcusolverMg.so.11',
  ],
};

export async function fakeClone(): Promise<FakeClone> {
  const machine = await fakeMachine();
  const project = join(machine.root, 'clone');
  const root = join(machine.root, 'system');
  const tfjs = join(project, 'node_modules/@tensorflow/tfjs-node-gpu');
  const [addon, deps] = [join(tfjs, 'lib/napi-v8/tfjs_binding.node'), join(tfjs, 'deps')];
  await mkdir(join(tfjs, 'scripts'), { recursive: true });
  await mkdir(join(project, 'build/setup'), { recursive: true });
  await writeFile(join(tfjs, 'package.json'), '{"version":"4.22.0"}');
  await writeFile(
    join(tfjs, 'scripts/install.js'),
    "require('fs').appendFileSync(process.env.LOG, 'installer\\n'); throw new Error('storage is closed');",
  );
  await writeFile(join(project, 'build/setup/check-addon.mjs'), checkProgram(machine.root, { addon, deps }));
  // A Node without headers takes them from the cache.
  const headers = join(cacheFolder(), headersPackage, 'node_modules/node-api-headers/include');
  await mkdir(headers, { recursive: true });
  await writeFile(join(headers, 'node_api.h'), '');
  await publish(machine.root, project);

  return {
    ...{ machine, project, root, addon, deps },
    workingPip: () =>
      machine.program(
        'python3',
        `[ "$3" = --version ] && exit 0
         while [ "$1" != --dest ]; do shift; done
         echo "pip $3" >> $LOG
         /bin/cp "${machine.root}/published/\${3%%==*}.whl" "$2/"`,
      ),
    workingCompiler: (content = 'addon works') =>
      machine.program(
        'g++',
        `echo "g++ $*" >> $LOG; while [ "$1" != -o ]; do shift; done; echo ${content} > "$2"`,
      ),
    async checkSays(device, { gpu, log = '', fails = '' }) {
      const answer = `${log}\n${JSON.stringify({ version: '2.21.0', gpu })}\n`;
      await writeFile(join(machine.root, `${device}.log`), answer);
      await writeFile(join(machine.root, `${device}.fails`), fails);
    },
    async installGpu(driver) {
      const gpu = join(root, 'proc/driver/nvidia/gpus/0000:01:00.0');
      for (const folder of [gpu, join(root, 'usr/lib')]) await mkdir(folder, { recursive: true });
      await writeFile(join(gpu, 'information'), 'Model: \t\t NVIDIA H100\nIRQ: 9\n');
      const version = `NVRM version: NVIDIA UNIX x86_64 Kernel Module  ${driver}  Thu Jan 1\n`;
      await writeFile(join(root, 'proc/driver/nvidia/version'), version);
      await writeFile(join(root, 'usr/lib/libcuda.so.1'), '');
    },
  };
}

/** Stands in for loading the addon: which libraries it has tells for which device it was built. */
const checkProgram = (answers: string, { addon, deps }: { addon: string; deps: string }): string =>
  `import { existsSync, readFileSync } from 'node:fs';
   if (!readFileSync(${JSON.stringify(addon)}, 'utf8').includes('addon works')) {
     console.error('E0000 00:00:1.0 1 cuda.cc:1] failed call to cuInit\\nError: undefined symbol TF_X');
     process.exit(1);
   }
   const device = existsSync(${JSON.stringify(join(deps, 'nvidia'))}) ? 'gpu' : 'cpu';
   const fails = \`${answers}/\${device}.fails\`;
   const failure = existsSync(fails) && readFileSync(fails, 'utf8');
   const hidden = process.env.CUDA_VISIBLE_DEVICES === '-1';
   if (failure && !hidden) {
     console.error('Error: ' + failure);
     process.exit(1);
   }
   const file = \`${answers}/\${device}.log\`;
   console.log(existsSync(file) && !hidden ? readFileSync(file, 'utf8') : '{"version":"2.21.0","gpu":false}');`;

/** The wheels, and their pins in the clone. */
async function publish(root: string, project: string): Promise<void> {
  await mkdir(join(root, 'published'));
  const pins = await Promise.all(
    Object.entries(published).map(async ([name, files]) => {
      const wheel = makeZip(files.map((file) => ({ name: file, content: file })));
      await writeFile(join(root, 'published', `${name}.whl`), wheel);
      const sha256 = createHash('sha256').update(wheel).digest('hex');
      return { name, version: '1.0', sha256, bytes: wheel.length, keptBytes: wheel.length };
    }),
  );
  const [cpu, ...gpu] = pins;
  await writeFile(
    join(project, 'build/setup/wheels.json'),
    JSON.stringify({ tensorflow: '2.21.0', [`cpu-${process.arch}`]: [cpu], 'gpu-x64': gpu }),
  );
}

/** Publishes other bytes under the name of a wheel. */
export const tamperWith = ({ machine }: FakeClone, name: string): Promise<void> =>
  writeFile(
    join(machine.root, 'published', `${name}.whl`),
    makeZip([{ name: 'tensorflow/x', content: 'x' }]),
  );

/** Takes a wheel from where pip finds it; what it returns puts it back. */
export async function unpublish({ machine }: FakeClone, name: string): Promise<() => Promise<void>> {
  const wheel = join(machine.root, 'published', `${name}.whl`);
  await rename(wheel, `${wheel}.away`);
  return () => rename(`${wheel}.away`, wheel);
}

/** Pins the same wheels as those of another TensorFlow. */
export const repin = (clone: FakeClone, tensorflow: string): Promise<void> =>
  changePins(clone, (pins) => ({ ...pins, tensorflow }));

/** Pins the CPU wheel as one that takes so many bytes on the disk. */
export const takeBytes = (clone: FakeClone, keptBytes: number): Promise<void> =>
  changePins(clone, (pins) => {
    const set = `cpu-${process.arch}`;
    return { ...pins, [set]: pins[set]!.map((wheel) => ({ ...wheel, keptBytes })) };
  });

type Pins = Record<string, object[]>;

async function changePins({ project }: FakeClone, change: (pins: Pins) => object): Promise<void> {
  const file = join(project, 'build/setup/wheels.json');
  await writeFile(file, JSON.stringify(change(JSON.parse(await readFile(file, 'utf8')) as Pins)));
}
