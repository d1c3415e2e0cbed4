import { describe, expect, it } from 'vitest';
import {
  headlineOf,
  progressWords,
  spokenResult,
  tallyOf,
} from '../../../src/renderer/classify/classify-words';
import { Results, type NamedResult } from '../../../src/renderer/classify/results.svelte';
import { answerOf } from './fakes';
import { classNames } from '../../fixtures/fashion-mnist';

const named = (classIndex: number, probability?: number) =>
  ({ ok: true, answer: answerOf(classIndex, probability) }) as const;
const refused = { ok: false, error: { kind: 'corrupt', message: 'Damaged.' } } as const;
const names = (results: Results) => results.page(0, 100).map(({ name }) => name);

describe('Results', () => {
  it('lists the newest lot first, each lot in its order, whatever comes between', () => {
    const results = new Results();
    results.add(1, 'a', named(0));
    results.add(2, 'frame', named(0));
    results.add(1, 'b', named(0));
    results.add(3, 'c', refused);
    expect(names(results)).toEqual(['c', 'frame', 'a', 'b']);
    expect(results.page(1, 2).map(({ name }) => name)).toEqual(['frame', 'a']);
  });

  it('shows the first of the newest lot until another is chosen', () => {
    const results = new Results();
    expect(results.shown).toBeNull();
    const first = results.add(1, 'a', named(0));
    results.add(1, 'b', named(0));
    expect(results.shown).toBe(first);
    results.show(results.page(1, 1)[0]!.id);
    results.add(2, 'c', named(0));
    expect(results.shown?.name).toBe('b');
    results.showNewest();
    expect(results.shown?.name).toBe('c');
  });

  it('counts what is unsure and what could not be used, through changes and clearing', () => {
    const results = new Results();
    const unsure = results.add(1, 'a', named(2, 0.4)) as NamedResult;
    results.add(1, 'b', refused);
    results.add(1, 'c', named(2, 0.5));
    expect([results.count, results.unsure, results.refused]).toEqual([3, 1, 1]);
    expect(results.outdated('model-1')).toBeNull();
    expect(results.outdated('model-2')).toBe(unsure);
    results.reconsider(unsure, 'model-2', answerOf(5, 0.9).probabilities);
    expect(results.unsure).toBe(0);
    expect(results.page(0, 1)[0]).toMatchObject({
      modelKey: 'model-2',
      id: unsure.id,
      verdict: { classIndex: 5 },
    });
    results.reconsider(unsure, 'model-3', answerOf(1).probabilities);
    expect(results.page(0, 1)[0]).toMatchObject({ modelKey: 'model-2' });
    results.clear();
    expect([results.count, results.unsure, results.refused, results.shown]).toEqual([0, 0, 0, null]);
  });
});

describe('words', () => {
  it('say what it is, how sure, or why not', () => {
    const results = new Results();
    expect(headlineOf(results.add(1, 'a', named(9)), classNames)).toBe('Ankle boot');
    expect(headlineOf(results.add(1, 'a', named(9, 0.3)), classNames)).toBe('Unsure: maybe Ankle boot');
    expect(spokenResult(results.add(1, 'boot.jpg', named(9)), classNames)).toMatch(
      /^boot\.jpg: Ankle boot, 91\.0\s%$/,
    );
    expect(spokenResult(results.add(1, 'x.jpg', refused), classNames)).toBe('x.jpg: Damaged.');
  });

  it('count', () => {
    expect(tallyOf(1, 0, 0)).toBe('1 picture');
    expect(tallyOf(1200, 3, 1)).toBe('1,200 pictures · 3 unsure · 1 not usable');
    expect(progressWords({ done: 3, total: 12, finding: false })).toBe('3 of 12 pictures');
    expect(progressWords({ done: 3, total: 12, finding: true })).toBe('3 of 12 pictures, looking for more…');
  });
});
