import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { headersPackage } from '../../build/setup/compile-addon.mjs';
import { cacheFolder } from '../../build/setup/folders.mjs';
import { readRecord } from '../../build/setup/record.mjs';
import { checkedTensorflow, ensureTensorflow } from '../../build/setup/tensorflow.mjs';
import { placeOfTensorflow, requirementsOf } from '../../build/setup/tensorflow-from-wheel.mjs';
import { fakeMachine, type FakeMachine } from './support/fake-machine';
import { makeZip } from './support/make-zip';

let machine: FakeMachine;
let project: string;
let addon: string;
let deps: string;

beforeEach(async () => {
  machine = await fakeMachine();
  project = join(machine.root, 'clone');
  const tfjs = join(project, 'node_modules/@tensorflow/tfjs-node-gpu');
  addon = join(tfjs, 'lib/napi-v8/tfjs_binding.node');
  deps = join(tfjs, 'deps');
  await mkdir(join(tfjs, 'scripts'), { recursive: true });
  await mkdir(join(project, 'build/setup'), { recursive: true });
  await writeFile(join(tfjs, 'package.json'), '{"version":"4.22.0"}');
  await writeFile(
    join(tfjs, 'scripts/install.js'),
    "require('fs').appendFileSync(process.env.LOG, 'installer\\n'); throw new Error('storage is closed');",
  );
  await checkThat('addon works');
  // A Node without headers takes them from the cache.
  const headers = join(cacheFolder(), headersPackage, 'node_modules/node-api-headers/include');
  await mkdir(headers, { recursive: true });
  await writeFile(join(headers, 'node_api.h'), '');
});
afterEach(() => machine.remove());

/** Stands in for loading the addon: it works when its file holds these words. */
const checkThat = (words: string) =>
  writeFile(
    join(project, 'build/setup/check-addon.mjs'),
    `import { readFileSync } from 'node:fs';
     const content = readFileSync(${JSON.stringify(addon)}, 'utf8');
     if (!content.includes(${JSON.stringify(words)})) { console.error('Error: undefined symbol TF_X'); process.exit(1); }
     console.log(JSON.stringify({ version: '2.21.0', gpu: false }));`,
  );

/** A pip that brings a small wheel with the same layout as the real one. */
async function workingPip(): Promise<void> {
  const wheel = join(machine.root, 'published.whl');
  const files = [
    'libtensorflow_cc.so.2',
    'libtensorflow_framework.so.2',
    'include/tensorflow/c/c_api.h',
    'python/x.so',
  ];
  await writeFile(wheel, makeZip(files.map((name) => ({ name: `tensorflow/${name}`, content: name }))));
  await machine.program(
    'python3',
    `[ "$3" = --version ] && exit 0
     echo "pip $*" >> $LOG
     while [ "$1" != --dest ]; do shift; done
     /bin/cp ${wheel} "$2/tensorflow_cpu-2.21.0-cp311.whl"`,
  );
}

/** A compiler that makes the file it is asked for. */
const workingCompiler = (content = 'addon works') =>
  machine.program(
    'g++',
    `echo "g++ $*" >> $LOG; while [ "$1" != -o ]; do shift; done; echo ${content} > "$2"`,
  );

describe('from the wheel', () => {
  it('unpacks the library, compiles the addon, tries it, and keeps both for other clones', async () => {
    await workingPip();
    await workingCompiler();
    expect(await ensureTensorflow(project)).toBe(true);
    expect(checkedTensorflow(project)).toEqual({ version: '2.21.0', gpu: false });
    expect((await readdir(join(deps, 'lib'))).sort()).toEqual([
      'libtensorflow.so',
      'libtensorflow.so.2',
      'libtensorflow_cc.so.2',
      'libtensorflow_framework.so',
      'libtensorflow_framework.so.2',
    ]);
    expect(existsSync(join(deps, 'include/tensorflow/c/c_api.h'))).toBe(true);
    expect(readRecord('tensorflow')).toMatchObject({
      version: '2.21.0',
      source: 'the tensorflow-cpu wheel by pip',
    });
    expect(await readdir(join(machine.cache, 'downloads'))).toEqual([]);

    const before = await machine.log();
    await rm(join(project, 'node_modules/.wardrobe'), { recursive: true });
    await rm(deps);
    await rm(join(addon, '../..'));
    expect(await ensureTensorflow(project)).toBe(true);
    expect(machine.said()).toContain('already in the cache');
    expect(await machine.log()).toBe(before);
  });

  it('does not download again after an interruption between download and addon', async () => {
    await workingPip();
    await machine.program('g++', 'echo "cc1plus: error: killed" >&2; exit 1');
    expect(await ensureTensorflow(project)).toBe(false);
    await workingCompiler();
    expect(await ensureTensorflow(project)).toBe(true);
    expect((await machine.log()).match(/^pip /gm)).toHaveLength(1);
  });

  it('does not keep an addon that does not load', async () => {
    await workingPip();
    await workingCompiler('something else');
    expect(await ensureTensorflow(project)).toBe(false);
    expect(machine.said()).toContain('undefined symbol TF_X');
    expect(existsSync(addon)).toBe(false);
    expect(await readdir(join(machine.cache, 'tensorflow'))).toEqual([]);
  });
});

describe('when sources fail', () => {
  it('goes on to the installer, then says that the fallback engine trains', async () => {
    await machine.program(
      'python3',
      'echo "ERROR: No matching distribution found for tensorflow-cpu" >&2; [ "$3" = --version ]',
    );
    expect(await ensureTensorflow(project)).toBe(false);
    expect(machine.said()).toMatch(
      /wheel by pip failed: ERROR: No matching distribution[^]*own installer failed: .*storage is closed[^]*WebAssembly[^]*npm start/,
    );
    expect(await machine.log()).toBe('installer\n');
    expect(readRecord('tensorflow')?.attempts).toHaveLength(2);
    expect(readRecord('tensorflow')?.source).toBeUndefined();
  });

  it('says how to get pip where it is missing', async () => {
    await machine.program('python3', 'echo "No module named pip" >&2; exit 1');
    await ensureTensorflow(project);
    expect(machine.said()).toContain('apt-get install python3-pip');
  });

  it('says how to get a compiler where it is missing', async () => {
    await workingPip();
    await ensureTensorflow(project);
    expect(machine.said()).toContain('apt-get install g++');
  });
});

it('uses an addon that loads already', async () => {
  await mkdir(join(addon, '..'), { recursive: true });
  await writeFile(addon, 'addon works');
  expect(await ensureTensorflow(project)).toBe(true);
  expect(machine.said()).toContain('already there');
  expect(await machine.log()).toBe('');
});

it('tries the addon again when it has changed', async () => {
  await mkdir(join(addon, '..'), { recursive: true });
  await writeFile(addon, 'addon works');
  await ensureTensorflow(project);
  expect(checkedTensorflow(project)).toBeDefined();
  await writeFile(addon, 'addon works no more');
  expect(checkedTensorflow(project)).toBeUndefined();
});

it("takes a wheel's library and the headers that are needed", () => {
  expect(placeOfTensorflow('tensorflow/libtensorflow_cc.so.2')).toBe('lib/libtensorflow_cc.so.2');
  expect(placeOfTensorflow('tensorflow/include/tsl/platform/status.h')).toBe('include/tsl/platform/status.h');
  expect(placeOfTensorflow('tensorflow/include/external/curl/curl.h')).toBeUndefined();
  expect(placeOfTensorflow('tensorflow/python/_pywrap.so')).toBeUndefined();
});

it("reads NVIDIA's packages from a wheel's metadata", () => {
  const metadata = `Name: tensorflow
Requires-Dist: numpy>=1.26.0
Requires-Dist: nvidia-cublas-cu12<13.0,>=12.5.3.2; extra == "and-cuda"
Requires-Dist: nvidia-cudnn-cu12 (>=9.3.0.75) ; extra == 'and-cuda'
Requires-Dist: other; extra == "and-cuda"`;
  expect(requirementsOf(metadata)).toEqual([
    'nvidia-cublas-cu12<13.0,>=12.5.3.2',
    'nvidia-cudnn-cu12>=9.3.0.75',
  ]);
});
