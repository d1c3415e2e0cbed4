import { afterEach, expect, test, vi } from 'vitest';
import type { ErrorInfo } from '#core/domain/errors';
import type { RunSummary } from '#shared/contracts/runs';
import { openWindow, settled } from '../open-window';
import { findPreset } from '../../fixtures/fashion-mnist';

const { plan } = findPreset('classic')!;
const brokenOff = (id: string, changed: Partial<RunSummary> = {}): RunSummary => ({
  id,
  name: 'Classic',
  createdAt: '2026-11-24T15:03:00Z',
  status: 'interrupted',
  plan,
  parameters: 101_770,
  engine: null,
  seconds: null,
  testAccuracy: null,
  resumable: { step: 100, epoch: 0.5, epochs: 5 },
  stoppedEarly: null,
  dataSet: { id: 'fashion-mnist', name: 'Fashion-MNIST', version: '1' },
  testExamples: null,
  starred: false,
  ...changed,
});

afterEach(() => vi.unstubAllGlobals());

/** Opens a window on `runs`; what is kept beside it stays in `stored`. */
async function open(runs: RunSummary[], stored = new Map<string, string>()) {
  openWindow({ runs });
  Object.assign(window, {
    localStorage: {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => void stored.set(key, value),
    },
  });
  const { runsState } = await import('../../../src/renderer/state/runs-state.svelte');
  const { resumeOffer } = await import('../../../src/renderer/state/resume-offer.svelte');
  runsState.start();
  await settled();
  return { resumeOffer, stored };
}

test('the newest run that was broken off and can go on is offered', async () => {
  const { resumeOffer } = await open([
    brokenOff('e', { status: 'completed' }),
    brokenOff('d', { status: 'stopped' }),
    brokenOff('c', { resumable: null }),
    brokenOff('b'),
    brokenOff('a'),
  ]);
  expect(resumeOffer.run?.id).toBe('b');
});

test('a run that is left is not offered again, nor after the next start; the one before it is', async () => {
  const runs = [brokenOff('b'), brokenOff('a')];
  const { resumeOffer, stored } = await open(runs);
  resumeOffer.leave('b');
  expect(resumeOffer.run?.id).toBe('a');
  const next = await open(runs, stored);
  expect(next.resumeOffer.run?.id).toBe('a');
  next.resumeOffer.leave('a');
  expect(next.resumeOffer.run).toBeNull();
});

test('a run that is removed can be put back; what fails is told', async () => {
  const failing: Record<string, ErrorInfo> = {};
  const runs = [brokenOff('a')];
  const { calls } = openWindow({ runs, failing });
  const { resumeOffer } = await import('../../../src/renderer/state/resume-offer.svelte');
  await resumeOffer.remove(runs[0]!);
  expect(resumeOffer.removed?.id).toBe('a');
  await resumeOffer.putBack(runs[0]!);
  expect(resumeOffer.removed).toBeNull();
  expect(calls.map(({ channel, input }) => [channel, input])).toEqual([
    ['runs:remove', { ids: ['a'] }],
    ['runs:putBack', { ids: ['a'] }],
  ]);
  failing['runs:remove'] = { kind: 'disk', message: 'The disk is full.' };
  await resumeOffer.remove(runs[0]!);
  expect(resumeOffer.error?.message).toBe('The disk is full.');
  expect(resumeOffer.removed).toBeNull();
});

test('a run that can not be removed or put back stays as it is, and its own error is shown', async () => {
  const refusing: ErrorInfo = {
    kind: 'disk',
    message: 'The folder is read-only.',
    hint: 'Make it writable.',
  };
  const run = brokenOff('a');
  openWindow({ runs: [run], refusing });
  const { resumeOffer } = await import('../../../src/renderer/state/resume-offer.svelte');
  await resumeOffer.remove(run);
  expect(resumeOffer.error).toEqual(refusing);
  expect(resumeOffer.removed).toBeNull();
  resumeOffer.removed = run;
  await resumeOffer.putBack(run);
  expect(resumeOffer.error).toEqual(refusing);
  expect(resumeOffer.removed).toEqual(run);
});

test.each(['no JSON', '{"a": 1}', '[1, null]'])('what is kept may be damaged: %s', async (kept) => {
  const { resumeOffer } = await open([brokenOff('a')], new Map([['left-runs', kept]]));
  expect(resumeOffer.run?.id).toBe('a');
});

test('a window that keeps nothing still leaves a run until it is closed', async () => {
  openWindow({ runs: [brokenOff('a')] });
  const { runsState } = await import('../../../src/renderer/state/runs-state.svelte');
  const { resumeOffer } = await import('../../../src/renderer/state/resume-offer.svelte');
  runsState.start();
  await settled();
  resumeOffer.leave('a');
  expect(resumeOffer.run).toBeNull();
});
