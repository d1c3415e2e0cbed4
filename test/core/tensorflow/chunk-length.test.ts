import { expect, test } from 'vitest';
import { ChunkLength } from '#core/tensorflow/session/chunk-length';

test('begins with what fits into 70 ms, and takes one step at least', () => {
  expect(new ChunkLength(0.001).steps).toBe(70);
  expect(new ChunkLength(5).steps).toBe(1);
});

test('grows by and by when steps turn out quick, and shrinks at once when they don’t', () => {
  const chunk = new ChunkLength(0.01);
  chunk.learn(7, 0.007);
  expect(chunk.steps).toBe(14);
  chunk.learn(14, 0.014);
  expect(chunk.steps).toBe(28);
  chunk.learn(28, 2.8);
  expect(chunk.steps).toBe(1);
});

test('a short rest of an epoch teaches nothing', () => {
  const chunk = new ChunkLength(0.001);
  chunk.learn(3, 0.03);
  expect(chunk.steps).toBe(70);
});

test('a short call that takes too long does, as where points of the curve cut calls short', () => {
  const chunk = new ChunkLength(0.07 / 368);
  expect(chunk.steps).toBe(368);
  chunk.learn(85, 0.14);
  expect(chunk.steps).toBe(42);
});
