import { expect, test } from 'vitest';
import { findPreset } from '#core/model/presets';
import { bounds } from '#core/model/training-plan';
import {
  fieldErrors,
  fieldsOf,
  numberRules,
  parseNumberField,
  planWith,
  type NumberFieldName,
} from '../../../src/renderer/state/plan-fields';

const { plan } = findPreset('classic')!;

test('a plan comes back from its own fields unchanged', () => {
  expect(planWith(plan, fieldsOf(plan))).toEqual(plan);
});

test.each(Object.keys(numberRules) as NumberFieldName[])(
  '%s: both bounds are taken, beyond them is told',
  (name) => {
    const { min, max, whole } = numberRules[name];
    expect(parseNumberField(name, String(min))).toEqual({ value: min });
    expect(parseNumberField(name, String(max))).toEqual({ value: max });
    const beyond = whole ? 1 : max / 10;
    expect(parseNumberField(name, String(max + beyond)).error).toMatch(/or less/);
    expect(parseNumberField(name, String(min - beyond)).error).toMatch(/or more/);
  },
);

test('the form and the schema have the same bounds', () => {
  for (const name of ['epochs', 'batchSize', 'learningRate', 'seed'] as const) {
    expect(numberRules[name]).toMatchObject(bounds[name]);
  }
});

test.each([
  ['epochs', '', /Type a number from 1 to 500/],
  ['epochs', 'ten', /“ten” is not a number/],
  ['epochs', '2.5', /whole number/],
  ['epochs', '0', /1 or more/],
  ['epochs', 'Infinity', /not a number/],
  ['batchSize', '1,2,3', /not a number/],
  ['learningRate', '1e', /not a number/],
  ['learningRate', '0.0000001', /0.000001 or more/],
] as const)('%s "%s" is refused with the reason', (name, text, reason) => {
  expect(parseNumberField(name, text).error).toMatch(reason);
});

test.each([
  ['batchSize', '1,024', 1024],
  ['batchSize', ' 64 ', 64],
  ['learningRate', '0,003', 0.003],
  ['learningRate', '1e-3', 0.001],
  ['seed', '2,147,483,647', 2147483647],
] as const)('%s "%s" is read as people mean it', (name, text, value) => {
  expect(parseNumberField(name, text)).toEqual({ value });
});

test('momentum counts for SGD only', () => {
  const fields = { ...fieldsOf(plan), momentum: 'lots' };
  expect(fieldErrors(fields)).toEqual({});
  expect(planWith(plan, { ...fields, optimizer: 'sgd' })).toBeNull();
  expect(planWith(plan, { ...fields, optimizer: 'sgd', momentum: '0.8' })?.optimizer).toEqual({
    type: 'sgd',
    momentum: 0.8,
    nesterov: false,
  });
});

test('what the form does not show is kept', () => {
  const base = {
    ...plan,
    optimizer: { type: 'sgd', momentum: 0.5, nesterov: true },
    labelSmoothing: 0.1,
  } as const;
  expect(planWith(base, { ...fieldsOf(base), epochs: '7' })).toEqual({ ...base, epochs: 7 });
});
