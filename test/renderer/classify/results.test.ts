import { describe, expect, it } from 'vitest';
import {
  bestWords,
  headlineOf,
  heldWords,
  preparedWords,
  progressWords,
  spokenResult,
  tallyOf,
} from '../../../src/renderer/classify/classify-words';
import { Results, type NamedResult } from '../../../src/renderer/classify/results.svelte';
import { judgedOf } from './fakes';
import { fashionMnist } from '../../fixtures/fashion-mnist';

const named = (classIndex: number, probability?: number) =>
  ({ ok: true, answer: judgedOf(classIndex, probability) }) as const;
const refused = { ok: false, error: { kind: 'corrupt', message: 'Damaged.' }, source: null } as const;
const names = (results: Results) => results.page(0, 100).map(({ name }) => name);

describe('Results', () => {
  it('lists the newest lot first, each lot in its order, whatever comes between', () => {
    const results = new Results();
    results.add(1, 'a', named(0), 'model-1');
    results.add(2, 'frame', named(0), 'model-1');
    results.add(1, 'b', named(0), 'model-1');
    results.add(3, 'c', refused, 'model-1');
    expect(names(results)).toEqual(['c', 'frame', 'a', 'b']);
    expect(results.page(1, 2).map(({ name }) => name)).toEqual(['frame', 'a']);
  });

  it('shows the first of the newest lot until another is chosen', () => {
    const results = new Results();
    expect(results.shown).toBeNull();
    const first = results.add(1, 'a', named(0), 'model-1');
    results.add(1, 'b', named(0), 'model-1');
    expect(results.shown).toBe(first);
    results.show(results.page(1, 1)[0]!.id);
    results.add(2, 'c', named(0), 'model-1');
    expect(results.shown?.name).toBe('b');
    results.showNewest();
    expect(results.shown?.name).toBe('c');
  });

  it('counts what is unsure and what could not be used, through changes and clearing', () => {
    const results = new Results();
    const unsure = results.add(1, 'a', named(2, 0.4), 'model-1') as NamedResult;
    results.add(1, 'b', refused, 'model-1');
    results.add(1, 'c', named(2, 0.5), 'model-1');
    expect([results.count, results.unsure, results.refused]).toEqual([3, 1, 1]);
    expect(results.outdated('model-1')).toBeNull();
    expect(results.outdated('model-2')).toBe(unsure);
    results.reconsider(unsure, 'model-2', { ok: true, answer: judgedOf(5, 0.9, 'model-2') });
    expect(results.unsure).toBe(0);
    expect(results.page(0, 1)[0]).toMatchObject({
      modelKey: 'model-2',
      id: unsure.id,
      verdict: { classIndex: 5 },
    });
    results.reconsider(unsure, 'model-3', { ok: true, answer: judgedOf(1, 0.9, 'model-3') });
    expect(results.page(0, 1)[0]).toMatchObject({ modelKey: 'model-2' });
    results.clear();
    expect([results.count, results.unsure, results.refused, results.shown]).toEqual([0, 0, 0, null]);
  });
});

describe('a model of another data set', () => {
  const nothingStandsOut = { kind: 'bad-input', message: 'Nothing stands out.' } as const;
  const source = new Blob(['x']);

  it('is asked again about what the last one could not use, and not about what none can', () => {
    const results = new Results();
    const undecodable = { ok: false, error: { kind: 'corrupt', message: 'Damaged.' }, source } as const;
    results.add(1, 'a', undecodable, 'model-1');
    const refusedByOne = results.add(1, 'b', { ok: false, error: nothingStandsOut, source }, 'model-1');
    expect(results.outdated('model-1')).toBeNull();
    expect(results.outdated('model-2')).toBe(refusedByOne);
    results.reconsider(refusedByOne, 'model-2', { ok: true, answer: judgedOf(3, 0.9, 'model-2') });
    expect([results.refused, results.page(1, 1)[0]?.kind]).toEqual([1, 'named']);
    expect(results.outdated('model-2')).toBeNull();
  });

  it('may refuse what the last one named, and keeps the picture for the next', () => {
    const results = new Results();
    const first = results.add(1, 'a', { ok: true, answer: { ...judgedOf(2), source } }, 'model-1');
    results.reconsider(first, 'model-2', { ok: false, error: nothingStandsOut, source });
    expect([results.unsure, results.refused]).toEqual([0, 1]);
    expect(results.outdated('model-1')).toMatchObject({ kind: 'refused', source });
  });
});

describe('words', () => {
  it('say what it is, how sure, or why not', () => {
    const results = new Results();
    expect(headlineOf(results.add(1, 'a', named(9), 'model-1'))).toBe('Ankle boot');
    expect(headlineOf(results.add(1, 'a', named(9, 0.3), 'model-1'))).toBe('Unsure: maybe Ankle boot');
    expect(spokenResult(results.add(1, 'boot.jpg', named(9), 'model-1'))).toMatch(
      /^boot\.jpg: Ankle boot, 91\.0\s%$/,
    );
    expect(spokenResult(results.add(1, 'x.jpg', refused, 'model-1'))).toBe('x.jpg: Damaged.');
  });

  it('are about clothes where the set is, and about what a picture became', () => {
    const own = {
      ...fashionMnist,
      preparation: 'whole',
      shape: { height: 64, width: 48, channels: 3 },
    } as const;
    expect(bestWords(fashionMnist)).toContain('clothing');
    expect(bestWords(own) + heldWords(own)).not.toMatch(/cloth/);
    expect(preparedWords(own)).toBe('all of it brought to 48 × 64 colour');
  });

  it('count', () => {
    expect(tallyOf(1, 0, 0)).toBe('1 picture');
    expect(tallyOf(1200, 3, 1)).toBe('1,200 pictures · 3 unsure · 1 not usable');
    expect(progressWords({ done: 3, total: 12, finding: false })).toBe('3 of 12 pictures');
    expect(progressWords({ done: 3, total: 12, finding: true })).toBe('3 of 12 pictures, looking for more…');
  });
});
