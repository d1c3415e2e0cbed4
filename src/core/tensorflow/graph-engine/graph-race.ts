import { toErrorInfo } from '../../domain/errors';
import type { Way } from '../../domain/engine';
import { libraryReason } from '../session/engine-failure';

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
  /** Time does not decide: XLA is taken wherever it runs, so that it is the same way each time. */
  sameEachTime?: boolean;
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
 * out, and `detail` says why.
 */
export function race({
  ways,
  run,
  mostSteps,
  sameEachTime = false,
  now = () => performance.now(),
}: Race): RaceResult {
  const runners: Runner[] = [];
  const runHeat = (runner: Runner): void => {
    const started = now();
    run(runner.way, runner.steps);
    runner.seconds = Math.min(runner.seconds, (now() - started) / 1000);
  };
  let failed = '';
  // Where time does not decide, the first that runs is taken.
  const inOrder = sameEachTime ? xlaFirst(ways) : ways;
  for (const way of inOrder) {
    if (sameEachTime && runners.length > 0) break;
    try {
      // Prepares kernels, or compiles.
      run(way, 1);
      runners.push(firstHeat(way, runHeat, mostSteps));
    } catch (error) {
      // Without XLA, or with an operation it does not know, there is still the graph that TensorFlow schedules.
      if (way === 'scheduled' || ways.length === 1) throw error;
      failed = `; XLA can't run it here: ${libraryReason(toErrorInfo(error).message)}`;
    }
  }
  const repeats = runners.length > 1 ? heats - 1 : 0;
  for (let heat = 0; heat < repeats; heat++)
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

const xlaFirst = (ways: readonly Way[]): readonly Way[] =>
  [...ways].sort((way) => (way === 'compiled' ? -1 : 1));

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
