import { expect, test } from 'vitest';
import type { CurvePoint } from '#core/domain/training-progress';
import { CurveFeed, mostPoints } from '../../../../src/renderer/steps/train/curve-feed';
import { CurveReducer } from '../../../../src/renderer/steps/train/curve-reducer';
import { EpochRowsFeed, epochRows } from '../../../../src/renderer/steps/train/epoch-rows';

const point = (kind: CurvePoint['kind'], position: number, loss: number): CurvePoint => ({
  kind,
  position,
  loss,
  accuracy: 1 - loss,
});

const long = Array.from({ length: 10_000 }, (_, index) =>
  point(index % 20 === 19 ? 'validation' : 'train', (index + 1) / 20, 0.5 + 0.4 * Math.sin(index)),
);

test('the two curves are one kind and one metric each, without what can not be drawn', () => {
  const feed = new CurveFeed('loss');
  feed.take([point('train', 0.5, 0.7), point('train', 1, NaN), point('validation', 1, 0.5)]);
  expect(feed.train.points()).toEqual([{ x: 0.5, y: 0.7 }]);
  expect(feed.validation.points()).toEqual([{ x: 1, y: 0.5 }]);
  expect(feed.extremes()).toEqual([0.7, 0.7, 0.5, 0.5]);
});

test('10,000 points that come a few at a time: each is taken once, and the chart gets few at every moment', () => {
  const feed = new CurveFeed('loss');
  let taken = 0;
  const add = CurveReducer.prototype.add;
  CurveReducer.prototype.add = function (this: CurveReducer, ...given) {
    taken++;
    add.apply(this, given);
  };
  try {
    for (let length = 0; length <= long.length; length += 200) {
      feed.take(long.slice(0, length));
      expect(feed.train.points().length).toBeLessThanOrEqual(mostPoints);
      expect(feed.validation.points().length).toBeLessThanOrEqual(mostPoints);
    }
  } finally {
    CurveReducer.prototype.add = add;
  }
  expect(taken).toBe(long.length);
  const atOnce = new CurveFeed('loss');
  atOnce.take(long);
  expect(feed.train.points()).toEqual(atOnce.train.points());
  expect(feed.validation.points()).toEqual(atOnce.validation.points());
});

test('curves of another run, and points inserted in between, replace all', () => {
  const feed = new CurveFeed('loss');
  const first = [point('train', 1, 0.5), point('train', 2, 0.4)];
  feed.take(first);
  feed.take([first[0]!, point('train', 1.5, 0.45), first[1]!]);
  expect(feed.train.points().map(({ x }) => x)).toEqual([1, 1.5, 2]);
  feed.take([point('train', 1, 0.3)]);
  expect(feed.train.points()).toEqual([{ x: 1, y: 0.3 }]);
  feed.take([]);
  expect(feed.train.points()).toEqual([]);
  expect(feed.extremes()).toEqual([]);
});

test('rows by epoch come out the same a few points at a time, and rows that are over stay as they are', () => {
  const feed = new EpochRowsFeed();
  let before = feed.take([]);
  for (let length = 70; length <= long.length; length += 70) {
    const rows = feed.take(long.slice(0, length));
    expect(before.slice(0, -2).every((row, index) => row === rows[index])).toBe(true);
    before = rows;
  }
  expect(feed.take(long)).toEqual(epochRows(long));
  expect(feed.take(long.slice(0, 20))).toEqual(epochRows(long.slice(0, 20)));
});
