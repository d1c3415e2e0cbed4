import { expect, test } from 'vitest';
import { layerSettings } from '#core/model/settings/layer-settings';
import { boundsWords, parseNumber } from '#core/model/settings/parse-number';
import { findSetting, planSettings } from '#core/model/settings/plan-settings';
import { schemaFields } from '#core/model/settings/schema-fields';
import type { NumberSetting } from '#core/model/settings/setting';
import { bounds } from '#core/model/training-plan';
import { layerKinds, layerSchema, layerTypes } from '#core/layers/registry';

const numbers = planSettings.filter((setting) => setting.kind === 'number');
const number = (path: string) => findSetting(path) as NumberSetting;

test('every setting of a plan can be changed', () => {
  const inTheForm = new Set([
    'preset',
    ...planSettings.map(({ path }) => path),
    ...layerTypes.flatMap((type) => layerSettings(type).map(({ path }) => path)),
  ]);
  // Without any change on, a plan has no augmentation.
  const implied = ['augmentation?'];
  expect([...schemaFields.keys()].filter((path) => !inTheForm.has(path))).toEqual(implied);
});

test('every kind of layer can be chosen', () => {
  const types = layerSchema.options.map((option) => option.shape.type.value);
  expect(Object.keys(layerKinds).sort()).toEqual([...types].sort());
});

test('the form and the schema have the same bounds', () => {
  for (const [path, { min, max }] of Object.entries(bounds))
    if (schemaFields.has(path)) expect(number(path)).toMatchObject({ min, max });
  expect(number('optimizer.beta2')).toMatchObject({ min: 0, max: 0.99999, initial: 0.999, whole: false });
  expect(number('clipNorm')).toMatchObject({ min: 1e-6, max: 1e6 });
  expect(number('augmentation.shift')).toMatchObject({ min: 0, max: 128, whole: true });
});

test.each(numbers)('$path: both bounds are taken, beyond them is told', (setting) => {
  const { min, max, whole } = setting;
  expect(parseNumber(setting, String(min))).toEqual({ value: min });
  expect(parseNumber(setting, String(min - (whole ? 1 : 0.1))).error).toMatch(/or more/);
  if (max === null) return;
  expect(parseNumber(setting, String(max))).toEqual({ value: max });
  expect(parseNumber(setting, String(max + (whole ? 1 : 0.1))).error).toMatch(/or less/);
});

test.each([
  ['epochs', '', /Type a number from 1 to 500/],
  ['epochs', 'ten', /“ten” is not a number/],
  ['epochs', '2.5', /whole number/],
  ['epochs', 'Infinity', /not a number/],
  ['batchSize', '1,2,3', /not a number/],
  ['learningRate', '1e', /not a number/],
  ['learningRate', '0.0000001', /0.000001 or more/],
] as const)('%s "%s" is refused with the reason', (path, text, reason) => {
  expect(parseNumber(number(path), text).error).toMatch(reason);
});

test.each([
  ['batchSize', '1,024', 1024],
  ['batchSize', ' 64 ', 64],
  ['learningRate', '0,003', 0.003],
  ['learningRate', '1e-3', 0.001],
  ['seed', '2,147,483,647', 2147483647],
] as const)('%s "%s" is read as people mean it', (path, text, value) => {
  expect(parseNumber(number(path), text)).toEqual({ value });
});

test('bounds in words', () => {
  expect(boundsWords(number('seed'))).toBe('0 to 2,147,483,647');
  expect(boundsWords(number('clipNorm'))).toBe('0.000001 to 1,000,000');
  expect(boundsWords(number('optimizer.epsilon'))).toBe('1e-30 to 1');
  expect(boundsWords(number('earlyStopping.minImprovement'))).toBe('from 0');
});

test('no two settings have the same label where both stand', () => {
  const labels = planSettings.map(
    ({ section, label, when }) => `${section} ${label} ${when?.is.join() ?? ''}`,
  );
  expect(new Set(labels).size).toBe(labels.length);
});
