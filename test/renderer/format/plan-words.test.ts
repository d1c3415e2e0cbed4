import { expect, test } from 'vitest';
import { findPreset } from '#core/model/presets';
import { planSentence, settingsInShort } from '../../../src/renderer/format/plan-words';

const { plan } = findPreset('classic')!;
test('the sentence tells pictures, epochs and steps', () => {
  expect(planSentence(plan)).toBe(
    'It sees 54,000 pictures 5 times, 32 at a time, and corrects itself after each batch: 1,688 steps an epoch, 8,440 in all.',
  );
  expect(planSentence({ ...plan, epochs: 1 })).toMatch(/pictures once, /);
});

test('settings in short', () => {
  const read = (text: string) => text.replaceAll('\u00a0', ' ');
  expect(read(settingsInShort(plan))).toBe('5 epochs · batch 32 · Adam 0.001 · seed 1');
  const sgd = { ...plan, optimizer: { type: 'sgd', momentum: 0.9, nesterov: false } } as const;
  expect(read(settingsInShort(sgd))).toMatch(/SGD 0.001, momentum 0.9/);
});
