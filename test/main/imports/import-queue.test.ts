import { expect, test } from 'vitest';
import { ImportQueue } from '../../../src/main/imports/import-queue';

test('every picture is handed out once, and all have to come back', () => {
  const queue = new ImportQueue(5);
  const lots = [queue.begin(2)!, queue.begin(2)!, queue.begin(2)!];
  expect(lots.map(({ indices }) => indices)).toEqual([[0, 1], [2, 3], [4]]);
  expect(queue.begin(2)).toBeNull();
  for (const { lot, indices } of lots) {
    expect(queue.isDone).toBe(false);
    expect(queue.end(lot)).toEqual(indices);
  }
  expect(queue.isDone).toBe(true);
  expect(queue.end(lots[0]!.lot)).toBeNull();
});

test('what did not fit into a lot is handed out later, what can’t be read never again', () => {
  const queue = new ImportQueue(6);
  const first = queue.begin(4)!;
  queue.narrow(first.lot, [0], [2, 3]);
  expect(queue.begin(4)!.indices).toEqual([2, 3]);
  expect(queue.begin(4)!.indices).toEqual([4, 5]);
  expect(queue.end(first.lot)).toEqual([0]);
});

test('a lot of which nothing can be read is over', () => {
  const queue = new ImportQueue(2);
  queue.narrow(queue.begin(2)!.lot, [], []);
  expect(queue.isDone).toBe(true);
});

test('what a lost page had is handed out again one by one, and given up when it is lost a third time', () => {
  const queue = new ImportQueue(3);
  const lot = queue.begin(2)!.lot;
  expect(queue.loseAll()).toEqual([]);
  expect(queue.end(lot)).toBeNull();
  const again = [queue.begin(2)!, queue.begin(2)!];
  expect(again.map(({ indices }) => indices)).toEqual([[0], [1]]);
  queue.end(again[1]!.lot);
  expect(queue.loseAll()).toEqual([]);
  expect(queue.begin(2)!.indices).toEqual([0]);
  expect(queue.loseAll()).toEqual([0]);
  queue.end(queue.begin(2)!.lot);
  expect(queue.isDone).toBe(true);
});
