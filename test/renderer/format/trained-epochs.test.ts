import { expect, test } from 'vitest';
import { endInShort, epochsInShort, trainedEpochs } from '../../../src/renderer/format/trained-epochs';
import { runSummary } from '../../fixtures/run-summary';
import { findPreset } from '../../fixtures/fashion-mnist';

const plan = { ...findPreset('classic')!.plan, epochs: 20 };
const resumable = { step: 2416, epoch: 1.43, epochs: 20 };

test('a run that was trained to its end has the epochs of its plan', () => {
  const run = runSummary({ plan, status: 'completed', resumable: { ...resumable, epoch: 20 } });
  expect(epochsInShort(run)).toBe('20');
  expect(endInShort(run)).toBe('');
});

test('one that was stopped by hand, broke off or stopped by itself says how far it came', () => {
  const stopped = runSummary({ plan, status: 'stopped', resumable });
  expect(trainedEpochs(stopped)).toBe(1.43);
  expect(epochsInShort(stopped)).toBe('1.4 of 20');
  expect(endInShort(stopped)).toBe('stopped by hand after 1.4 of 20 epochs');
  const brokeOff = runSummary({ plan, status: 'interrupted', resumable: { ...resumable, epoch: 3 } });
  expect(endInShort(brokeOff)).toBe('broke off after 3 of 20 epochs');
  const early = runSummary({ plan, status: 'completed', stoppedEarly: { epoch: 12, bestEpoch: 9 } });
  expect(epochsInShort(early)).toBe('12 of 20');
  expect(endInShort(early)).toBe('stopped by itself after epoch 12');
});

test('what nobody can tell is not told', () => {
  const running = runSummary({ plan, status: 'running', stoppedEarly: { epoch: 7, bestEpoch: 5 } });
  expect([trainedEpochs(running), epochsInShort(running), endInShort(running)]).toEqual([null, '20', '']);
  const diverged = runSummary({ plan, status: 'failed' });
  expect([epochsInShort(diverged), endInShort(diverged)]).toEqual(['–', 'broke off']);
});

test('a run that was trained further and broke off stands where it broke off, not where it had stopped itself', () => {
  const stoppedEarly = { epoch: 7, bestEpoch: 5 };
  const run = runSummary({
    plan,
    status: 'interrupted',
    stoppedEarly,
    resumable: { ...resumable, epoch: 12 },
  });
  expect(endInShort(run)).toBe('broke off after 12 of 20 epochs');
});
