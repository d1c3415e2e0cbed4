import { expect, test } from 'vitest';
import { planSentence, settingsInShort } from '../../../src/renderer/format/plan-words';
import { fashionMnist, findPreset } from '../../fixtures/fashion-mnist';

const { plan } = findPreset('classic')!;
test('the sentence tells pictures, epochs and steps', () => {
  expect(planSentence(plan, fashionMnist)).toBe(
    'It sees 54,000 pictures 5 times, 32 at a time, and corrects itself after each batch: 1,688 steps an epoch, 8,440 in all.',
  );
  expect(planSentence({ ...plan, epochs: 1 }, fashionMnist)).toMatch(/pictures once, /);
});

test('settings in short', () => {
  const read = (text: string) => text.replaceAll('\u00a0', ' ');
  expect(read(settingsInShort(plan))).toBe('5 epochs · batch 32 · Adam 0.001 · seed 1');
  const sgd = { ...plan, optimizer: { type: 'sgd', momentum: 0.9, nesterov: false } } as const;
  expect(read(settingsInShort(sgd))).toMatch(/SGD 0.001, momentum 0.9/);
});
