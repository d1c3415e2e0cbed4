import type { Way } from '../../domain/engine';

export interface RaceResult {
  way: Way;
  /** All that can run here. */
  possible: readonly Way[];
  secondsPerStep: number;
  /** How it was chosen, for people. */
  detail: string;
}

/** A heat lasts at least so many seconds: in a shorter one the call itself takes most of the time. */
const longEnough = 0.03;
/** The best of so many heats counts, in turns, so that a moment in which the machine was busy does not decide. */
const heats = 3;
/** Heats that last longer are not repeated. */
const tooLongToRepeat = 0.5;
/**
 * XLA wins a close race: for what suits it, it takes half the time on a quiet machine, and what else the machine does in these
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
  /** In ms. */
  now?: () => number;
}

interface Runner {
  way: Way;
  steps: number;
  /** Of its best heat. */
  seconds: number;
}

/**
 * Tries each way on the actual plan, data and machine, and takes the faster, XLA in a close race; one that can't run here drops
 * out, and `detail` says why. A single way is only timed.
 */
export function race({ ways, run, mostSteps, now = () => performance.now() }: Race): RaceResult {
  const runners: Runner[] = [];
  const runHeat = (runner: Runner): void => {
    const started = now();
    run(runner.way, runner.steps);
    runner.seconds = Math.min(runner.seconds, (now() - started) / 1000);
  };
  let failed = '';
  for (const way of ways) {
    try {
      // Prepares kernels, or compiles.
      run(way, 1);
      runners.push(firstHeat(way, runHeat, mostSteps));
    } catch (error) {
      // Without XLA, or with an operation it does not know, there is still the graph that TensorFlow schedules.
      if (way === 'scheduled' || ways.length === 1) throw error;
      failed = `; XLA can't run it here: ${firstLine(error)}`;
    }
  }
  for (let heat = 1; heat < heats; heat++)
    for (const runner of runners) if (runner.seconds < tooLongToRepeat) runHeat(runner);

  const perStep = new Map(runners.map(({ way, steps, seconds }) => [way, seconds / steps]));
  const scheduled = perStep.get('scheduled') ?? Infinity;
  const compiled = perStep.get('compiled') ?? Infinity;
  const way: Way = compiled < scheduled * closeRace ? 'compiled' : 'scheduled';
  const milliseconds = (seconds: number): string => (seconds * 1000).toPrecision(2);
  const chosen =
    perStep.size > 1
      ? `, chosen by a race (${milliseconds(compiled)} ms a step compiled, ${milliseconds(scheduled)} ms scheduled)`
      : '';
  return {
    way,
    possible: [...perStep.keys()],
    secondsPerStep: perStep.get(way)!,
    detail: `${wayInWords[way]}${chosen}${failed}`,
  };
}

/** Finds how many steps a heat takes, and how long they take. */
function firstHeat(way: Way, runHeat: (runner: Runner) => void, mostSteps: number): Runner {
  const runner: Runner = { way, steps: 1, seconds: Infinity };
  runHeat(runner);
  while (runner.seconds < longEnough && runner.steps < mostSteps) {
    runner.steps = Math.min(mostSteps, runner.steps * 4);
    runner.seconds = Infinity;
    runHeat(runner);
  }
  return runner;
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n')[0]!.slice(0, 300);
}
