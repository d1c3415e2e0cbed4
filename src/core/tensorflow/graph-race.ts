import type { Way } from '../graph/program/node-names';

export interface RaceResult {
  way: Way;
  /** All that can run here. */
  possible: readonly Way[];
  secondsPerStep: number;
  /** How it was chosen, for people. */
  detail: string;
}

/** Seconds that a run lasts, at least, whose pace is believed. */
const longEnough = 0.03;
const tooLongToRepeat = 0.2;
/**
 * XLA wins a close race: on a quiet machine it takes half the time for what it suits, and what else the machine does in these
 * milliseconds should not make the same plan end in other last bits.
 */
const closeRace = 1.5;

export const wayInWords: Readonly<Record<Way, string>> = {
  scheduled: 'one graph, its operations scheduled by TensorFlow',
  compiled: 'one graph, its loop compiled by XLA',
};

interface Race {
  ways: readonly Way[];
  /** Trains this many steps. */
  run(way: Way, steps: number): void;
  mostSteps: number;
}

/** Tries each way on the actual plan, data and machine, and takes the faster, XLA in a close race; one that can't run here drops out. */
export function race({ ways, run, mostSteps }: Race): RaceResult {
  const times = new Map<Way, number>();
  for (const way of ways) {
    try {
      times.set(
        way,
        secondsPerStep((steps) => run(way, steps), mostSteps),
      );
    } catch (error) {
      // Without XLA, or with an operation it does not know, there is still the graph that TensorFlow schedules.
      if (way === 'scheduled' || ways.length === 1) throw error;
    }
  }
  const scheduled = times.get('scheduled') ?? Infinity;
  const compiled = times.get('compiled') ?? Infinity;
  const way: Way = compiled < scheduled * closeRace ? 'compiled' : 'scheduled';
  const milliseconds = (seconds: number): string => (seconds * 1000).toPrecision(2);
  const chosen =
    times.size > 1
      ? `, chosen by a race (${milliseconds(compiled)} ms a step compiled, ${milliseconds(scheduled)} ms scheduled)`
      : '';
  return {
    way,
    possible: [...times.keys()],
    secondsPerStep: times.get(way)!,
    detail: `${wayInWords[way]}${chosen}`,
  };
}

/**
 * Seconds of one step. Only runs that last count: in short ones the call itself takes most of the time, and a moment in
 * which the machine was busy would decide.
 */
function secondsPerStep(run: (steps: number) => void, mostSteps: number): number {
  // Prepares kernels, or compiles.
  run(1);
  let steps = 1;
  let seconds = timed(() => run(steps));
  while (seconds < longEnough && steps < mostSteps) {
    steps = Math.min(mostSteps, steps * 4);
    seconds = timed(() => run(steps));
  }
  if (seconds < tooLongToRepeat)
    seconds = Math.min(
      seconds,
      timed(() => run(steps)),
    );
  return seconds / steps;
}

function timed(work: () => void): number {
  const started = performance.now();
  work();
  return (performance.now() - started) / 1000;
}
