import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemFindings, tensorflowFinding } from '../../build/setup/doctor.mjs';
import { fakeMachine, type FakeMachine } from './support/fake-machine';

let machine: FakeMachine;
beforeEach(async () => {
  machine = await fakeMachine();
  await machine.program('ldconfig', 'echo "libnss3.so libgbm.so.1 libXss.so.1 libgtk-3.so.0"');
});
afterEach(() => machine.remove());

it('prints the command that installs what is missing by the names that this release has', async () => {
  await machine.program('apt-get', '');
  await machine.program('apt-cache', '[ "$2" = libasound2t64 ] && echo "Package: $2"');
  const [finding] = await systemFindings();
  expect(finding?.detail).toContain('libasound.so.2');
  const sudo = process.getuid?.() === 0 ? '' : 'sudo ';
  expect(finding?.remedy).toMatch(
    new RegExp(`^${sudo}apt-get update && ${sudo}apt-get install -y --no-install-recommends .*libasound2t64`),
  );
});

it('prints none where there is no apt-get', async () => {
  const [finding] = await systemFindings();
  expect(finding).toMatchObject({ ready: false });
  expect(finding).not.toHaveProperty('remedy');
});

it('tells why TensorFlow does not use the GPU, and what to do', () => {
  const noGpu = { reason: "TensorFlow can't open libcufft.so.11", remedy: 'npm run setup:gpu' };
  expect(tensorflowFinding({ version: '2.21.0', gpu: false, noGpu }, true)).toMatchObject({
    ready: true,
    detail: "2.21.0 on the CPU; the GPU is not used: TensorFlow can't open libcufft.so.11",
    remedy: 'npm run setup:gpu',
  });
});

it('tells no remedy where nothing can be done about the GPU', () => {
  const noGpu = { reason: 'the GPU is too old', remedy: null };
  expect(tensorflowFinding({ version: '2.21.0', gpu: false, noGpu }, true)).not.toHaveProperty('remedy');
});

it('tells a TensorFlow that is there and has not been tried from one that is not there', () => {
  expect(tensorflowFinding(undefined, true)).toMatchObject({ ready: false, remedy: 'npm start' });
  expect(tensorflowFinding(undefined, true).detail).toContain('not tried');
  expect(tensorflowFinding(undefined, false).detail).toContain('not there');
});
