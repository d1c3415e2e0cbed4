import { expect, test } from 'vitest';
import { WardrobeError } from '#core/domain/errors';
import { parsePlan } from '#core/model/parse-plan';
import { fashionMnist, presets } from '../../fixtures/fashion-mnist';

const told = (text: string): string => {
  try {
    parsePlan(text, fashionMnist);
  } catch (error) {
    if (error instanceof WardrobeError) return `${error.kind}: ${error.message} ${error.hint ?? ''}`;
    throw error;
  }
  return 'taken';
};

test.each(presets)('$id comes back from its text', ({ plan }) => {
  expect(parsePlan(JSON.stringify(plan, null, 2), fashionMnist)).toEqual(plan);
});

const { plan } = presets[1]!;
const changed = (change: object) => JSON.stringify({ ...plan, ...change });

test('what is wrong is told with its place', () => {
  expect(told('{"preset":')).toMatch(/^bad-input: It is not JSON/);
  expect(told('[]')).toMatch(/The plan has to be of type object/);
  expect(told(changed({ epochs: 0 }))).toMatch(/epochs has to be at least 1/);
  expect(told(changed({ layers: [{ type: 'conv2d', filters: 'many' }] }))).toMatch(
    /layers\[0\]\.filters has to be of type number/,
  );
  expect(told(changed({ epoch: 3 }))).toMatch(/The plan has something unknown: epoch\./);
  const { optimizer: _, ...without } = plan;
  expect(told(JSON.stringify(without))).toMatch(/optimizer is missing/);
  const all = Object.fromEntries(Object.keys(plan).map((name) => [name, -1]));
  expect(told(JSON.stringify(all))).toMatch(/And \d+ more\./);
});

test('layers that do not fit together are refused', () => {
  expect(told(changed({ layers: plan.layers.slice(0, 2) }))).toMatch(/^unsupported: Layer 2/);
});
