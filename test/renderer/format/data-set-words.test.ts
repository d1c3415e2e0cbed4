import { expect, test } from 'vitest';
import { classesWords, shapeWords } from '../../../src/renderer/format/data-set-words';
import { fashionMnist } from '../../fixtures/fashion-mnist';

const classes = (count: number) => ({ classes: Array.from({ length: count }, (_, index) => `${index}`) });

test('classes are counted in words up to twelve', () => {
  expect(classesWords(fashionMnist)).toBe('ten classes');
  expect(classesWords(classes(1))).toBe('one class');
  expect(classesWords(classes(12))).toBe('twelve classes');
  expect(classesWords(classes(13))).toBe('13 classes');
});

test('a shape is its width, its height and whether it has colours', () => {
  expect(shapeWords(fashionMnist.shape)).toBe('28 × 28 grey');
  expect(shapeWords({ height: 32, width: 48, channels: 3 })).toBe('48 × 32 colour');
});
