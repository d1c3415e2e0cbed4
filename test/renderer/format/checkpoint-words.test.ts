import { expect, test } from 'vitest';
import { checkpointWords } from '../../../src/renderer/format/checkpoint-words';

test.each([
  [{ step: 4188, epoch: 4188 / 1688, epochs: 20 }, 'in epoch 3 of 20, at step 812 of 1,688'],
  [{ step: 3 * 1688, epoch: 3, epochs: 20 }, 'after epoch 3 of 20'],
  [{ step: 3 * 1688, epoch: 3 - 1e-12, epochs: 20 }, 'after epoch 3 of 20'],
  [{ step: 1, epoch: 1 / 1688, epochs: 5 }, 'in epoch 1 of 5, at step 1 of 1,688'],
  [{ step: 0, epoch: 0, epochs: 5 }, 'before its first step'],
])('%j is %s', (checkpoint, words) => {
  expect(checkpointWords(checkpoint)).toBe(words);
});
