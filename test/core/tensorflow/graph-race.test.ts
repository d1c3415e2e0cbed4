import { expect, test } from 'vitest';
import type { Way } from '#core/domain/engine';
import { race } from '#core/tensorflow/graph-engine/graph-race';

/** Steps that take `ms` each by a clock of the test; the calls in `slowed`, from 0, take as many times longer. */
function raceOf(
  ms: Record<Way, number>,
  slowed: Partial<Record<Way, Record<number, number>>> = {},
  mostSteps = 8,
) {
  let clock = 0;
  const calls: Record<Way, number> = { scheduled: 0, compiled: 0 };
  return race({
    ways: both,
    mostSteps,
    now: () => clock,
    run(way, steps) {
      const call = calls[way]++;
      clock += ms[way] * steps * (slowed[way]?.[call] ?? 1);
    },
  });
}

const both = ['scheduled', 'compiled'] as const;

test('the faster way wins, XLA when it is close', () => {
  const far = raceOf({ scheduled: 5, compiled: 20 });
  expect(far).toMatchObject({ way: 'scheduled', possible: both });
  expect(far.secondsPerStep).toBeCloseTo(0.005, 3);
  expect(far.detail).toMatch(
    /^one graph, its operations scheduled .*20 ms a step compiled, 5\.0 ms scheduled/,
  );
  expect(raceOf({ scheduled: 5, compiled: 6 }).way).toBe('compiled');
});

test('heats in which the machine was busy do not decide', () => {
  // Call 0 prepares; of the three heats that count, two are slow.
  const slowed = { compiled: { 1: 10, 3: 10 } };
  expect(raceOf({ scheduled: 40, compiled: 20 }, slowed, 1).way).toBe('compiled');
});

test('a way that can not run drops out, and the race says why', () => {
  const result = race({
    ways: both,
    mostSteps: 1,
    run(way) {
      if (way === 'compiled') throw new Error('Session fail to run with error: libdevice not found\nmore');
    },
  });
  expect(result).toMatchObject({ way: 'scheduled', possible: ['scheduled'] });
  expect(result.detail).toMatch(/XLA can't run it here: .*libdevice not found$/);
});

test('a single way that can not run is an error', () => {
  const run = (): never => {
    throw new Error('no');
  };
  expect(() => race({ ways: ['compiled'], mostSteps: 1, run })).toThrow('no');
});
