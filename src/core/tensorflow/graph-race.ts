import type { Way } from '../graph/program/node-names';

export interface RaceResult {
  way: Way;
  /** All that can run here. */
  possible: readonly Way[];
  secondsPerStep: number;
  /** How it was chosen, for people. */
  detail: string;
}

/** Time that is spent on measuring one way, at least. */
const measuredSeconds = 0.06;
/** XLA wins a close race, so that the same plan runs the same way, to the last bit, from one time to the next. */
const closeRace = 1.15;

const words: Readonly<Record<Way, string>> = {
  scheduled: 'one graph, its operations scheduled by TensorFlow',
  compiled: 'one graph, its loop compiled by XLA',
};

interface Race {
  ways: readonly Way[];
  /** Trains this many steps. */
  run(way: Way, steps: number): void;
  mostSteps: number;
}

/** Tries each way on the actual plan, data and machine, and takes the fastest; one that can't run here drops out. */
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
    detail: `${words[way]}${chosen}`,
  };
}

/** Seconds of one step, the best of several runs. The first run prepares kernels or compiles and is not counted. */
function secondsPerStep(run: (steps: number) => void, mostSteps: number): number {
  run(1);
  let best = Infinity;
  let steps = 1;
  for (let spent = 0, runs = 0; runs < 3 || spent < measuredSeconds; runs++) {
    const started = performance.now();
    run(steps);
    const seconds = (performance.now() - started) / 1000;
    best = Math.min(best, seconds / steps);
    spent += seconds;
    if (seconds < measuredSeconds / 4) steps = Math.min(mostSteps, steps * 4);
  }
  return best;
}
