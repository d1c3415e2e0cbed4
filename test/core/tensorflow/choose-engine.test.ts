import { afterEach, describe, expect, test, vi } from 'vitest';
import { WardrobeError } from '#core/domain/errors';
import { chooseEngine } from '#core/tensorflow/choose-engine';
import * as loading from '#core/tensorflow/library/load-tensorflow';

vi.mock('#core/tensorflow/library/load-tensorflow', { spy: true });

afterEach(() => void vi.mocked(loading.loadTensorflow).mockReset());

/** As on a machine whose TensorFlow does not load. */
function withoutTensorflow(): void {
  const error = new WardrobeError('unsupported', 'TensorFlow is not here.', 'Run the doctor.');
  vi.mocked(loading.loadTensorflow).mockRejectedValue(error);
}

// First of all: only the first start of the module could add handlers.
test('starting WebAssembly leaves the error handlers of the process as they are', async () => {
  const listeners = () =>
    ['uncaughtException', 'unhandledRejection'].map((event) => process.rawListeners(event));
  const before = listeners();
  await chooseEngine({ engine: 'layers', device: 'auto' });
  expect(listeners()).toEqual(before);
});

describe('with TensorFlow', () => {
  test('the graph on the CPU, and why', async () => {
    const { engine, description } = await chooseEngine({ engine: 'auto', device: 'cpu' });
    expect(engine.id).toBe('tensorflow-cpu');
    expect(description).toMatchObject({
      id: 'tensorflow-cpu',
      device: 'CPU',
      detail: 'the CPU was asked for',
    });
    expect(description.library).toMatch(/^TensorFlow \d+\.\d+\.\d+$/);
  });

  test('a GPU that is not there is an error when it was asked for', async () => {
    process.env.CUDA_VISIBLE_DEVICES = '-1';
    await expect(chooseEngine({ engine: 'auto', device: 'gpu' })).rejects.toMatchObject({
      kind: 'unsupported',
    });
    await expect(chooseEngine({ engine: 'layers', device: 'gpu' })).rejects.toMatchObject({
      kind: 'unsupported',
    });
  });

  test('a way of the graph engine is refused for the layers', async () => {
    await expect(chooseEngine({ engine: 'layers', device: 'auto', way: 'compiled' })).rejects.toMatchObject({
      kind: 'unsupported',
    });
  });

  test("'layers' never touches the native library", async () => {
    const { description } = await chooseEngine({ engine: 'layers', device: 'auto' });
    expect(loading.loadTensorflow).not.toHaveBeenCalled();
    expect(description).toMatchObject({ id: 'layers', library: 'tfjs 4.22.0 (WASM)' });
  });
});

describe('without TensorFlow', () => {
  test('the layers on WebAssembly, with the reason and what to do', async () => {
    withoutTensorflow();
    const { engine, description } = await chooseEngine({ engine: 'auto', device: 'auto' });
    expect(engine.id).toBe('layers');
    expect(description.library).toContain('WASM');
    expect(description.detail).toContain('TensorFlow is not here. Run the doctor.');
  });

  test('what was asked for by name is an error', async () => {
    withoutTensorflow();
    const missing = { message: 'TensorFlow is not here.' };
    await expect(chooseEngine({ engine: 'graph', device: 'auto' })).rejects.toMatchObject(missing);
    await expect(chooseEngine({ engine: 'auto', device: 'gpu' })).rejects.toMatchObject(missing);
  });
});
