import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { ensureTensorflow } from '../../build/setup/tensorflow.mjs';
import { fakeClone } from './support/fake-clone';

vi.mock('node:fs/promises', async (original) => ({
  ...(await original<typeof import('node:fs/promises')>()),
  link: () => Promise.reject(new Error('EPERM: operation not permitted, link')),
}));

it.runIf(process.platform === 'linux')('copies the libraries where there are no hard links', async () => {
  const clone = await fakeClone();
  try {
    await clone.workingPip();
    await clone.workingCompiler();
    expect(await ensureTensorflow(clone.project, clone.root)).toBe(true);
    expect(await readFile(join(clone.deps, 'lib/libtensorflow_cc.so.2'), 'utf8')).toContain(
      'libtensorflow_cc',
    );
    expect(await readdir(join(clone.machine.cache, 'downloads'))).toEqual([]);
  } finally {
    await clone.machine.remove();
  }
});
