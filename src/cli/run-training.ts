import { countDataFacts } from '#core/data/find-data-facts';
import { isDatasetThere } from '#core/data/fashion-mnist/read-dataset';
import type { DataSet } from '#core/domain/data-set';
import type { EngineChoice } from '#core/domain/engine';
import { WardrobeError } from '#core/domain/errors';
import { dataFolder, homeFolder, runsFolder } from '#core/folders';
import { threadSettings } from '#core/tensorflow/library/thread-settings';
import type { RunResult } from '#core/training/run-to-end';
import type { RunOptions } from '#core/training/train-run';
import { TrainingControl } from '#core/training/training-control';
import { firstDataSet } from './data-set';
import { coachStored, findingEvent, findingText } from './coach-report';
import { fetchDataset } from './fetch-dataset';
import { duration, percent } from './format';
import type { Terminal } from './terminal';
import { trainingReporter } from './training-reporter';

export interface TrainingWork {
  runId: string;
  /** What it is trained on. */
  dataSet: DataSet;
  choice: EngineChoice;
  stopAfterSteps: number | undefined;
  work(options: RunOptions): Promise<RunResult>;
}

/** Trains in a terminal, a new run or one that goes on, and tells how it ended. Gives the exit code. */
export async function runTraining(
  terminal: Terminal,
  { runId, dataSet, choice, stopAfterSteps, work }: TrainingWork,
): Promise<number> {
  const home = homeFolder(terminal.io.env);
  if (dataSet.id === firstDataSet.id) await seeToDataset(dataFolder(home), terminal);
  // TensorFlow reads them when it loads, which is later.
  for (const [name, value] of Object.entries(threadSettings(choice))) process.env[name] ??= value;

  const control = new TrainingControl({ stopAfterSteps: stopAfterSteps ?? null });
  const unsubscribe = terminal.io.onInterrupt((signal) => {
    // A terminal that closes, or a supervisor that insists, must not cost what a Ctrl-C has saved.
    if (control.stopRequest) return signal === 'SIGINT' ? terminal.io.quit(130) : undefined;
    control.stop(true);
    terminal.note('Stopping; what was learnt is kept. Ctrl-C again quits at once.');
  });
  try {
    const result = await work({
      runId,
      home,
      runsFolder: runsFolder(home),
      control,
      observers: [trainingReporter(terminal)],
    });
    if (result.outcome === 'completed' || result.outcome === 'stopped') await tellFindings(terminal, runId);
    return tellEnd(terminal, runId, result);
  } catch (error) {
    if (error instanceof WardrobeError && error.kind === 'diverged') await tellFindings(terminal, runId);
    throw error;
  } finally {
    unsubscribe();
  }
}

/** What the coach says; a run that can't be looked at is no reason to fail. */
async function tellFindings(terminal: Terminal, run: string): Promise<void> {
  const findings = await coachStored(terminal, run, countDataFacts).catch(() => []);
  for (const finding of findings) {
    terminal.answer(findingEvent(run, finding), null);
    terminal.note(`\n${findingText(finding)}\n`);
  }
}

function tellEnd(terminal: Terminal, run: string, result: RunResult): number {
  const { outcome, engine, evaluation, seconds, folder, stoppedEarly } = result;
  const { accuracy = null, loss = null } = evaluation ?? {};
  const isGone = outcome === 'discarded';
  const event = {
    event: 'done',
    run,
    folder: isGone ? null : folder,
    outcome,
    accuracy,
    loss,
    seconds,
    engine,
  };
  if (isGone || outcome === 'as-before') {
    const words = isGone ? 'there is nothing to keep, and no run was stored' : 'the run is as it was before';
    terminal.answer({ ...event, stoppedEarly }, `Stopped before the first step: ${words}.`);
    return 1;
  }
  const early =
    stoppedEarly &&
    `Stopped early after epoch ${stoppedEarly.epoch}: the validation loss was best after epoch ${stoppedEarly.bestEpoch}, and the model of then is kept.`;
  const words =
    `${outcome === 'completed' ? 'Trained' : 'Stopped'} after ${duration(seconds)}: ` +
    (accuracy === null
      ? 'the data set has no test part to judge it on.'
      : `${percent(accuracy, 2)} of the test pictures classified correctly.`);
  const saved = `Saved as ${run} in ${folder}`;
  terminal.answer({ ...event, stoppedEarly }, [early, words, saved].filter(Boolean).join('\n'));
  return 0;
}

/** Gets the data set when it is not there yet, or not all of it. */
async function seeToDataset(folder: string, terminal: Terminal): Promise<void> {
  if (await isDatasetThere(folder)) return;
  terminal.note('The data set is not here yet: getting it first.');
  await fetchDataset(folder, terminal);
}
