import type { EngineDescription } from '#core/domain/engine';
import type { TrainingObserver } from '#core/domain/training-observer';
import type { TrainingPhase, TrainingProgress } from '#core/domain/training-progress';
import { duration, percent } from './format';
import type { Terminal } from './terminal';

const phaseWords: Partial<Record<TrainingPhase, string>> = {
  starting: 'Reading the data set …',
  preparing: 'Preparing the card, once: the driver compiles its kernels. This can take some minutes …',
  compiling: 'Preparing the model …',
  evaluating: 'Judging the test pictures …',
};

/** Tells a run on a terminal: a line for each epoch, and one in between that is rewritten. */
export function trainingReporter(terminal: Terminal): TrainingObserver {
  let engine: EngineDescription | null = null;
  return {
    phase(phase) {
      const words = phaseWords[phase];
      if (words) terminal.progress(words);
      if (phase === 'training' && engine)
        terminal.note(
          `Training on ${engine.device} with ${engine.library}: ${engine.detail}${bitsWords(engine)}`,
        );
    },
    engine(found) {
      engine = found;
    },
    progress: (progress) => terminal.progress(progressText(progress)),
    epoch({ epoch, train, validation, seconds }) {
      const { loss, accuracy } = train;
      terminal.answer(
        {
          event: 'epoch',
          epoch,
          loss,
          accuracy,
          valLoss: validation.loss,
          valAccuracy: validation.accuracy,
          seconds,
        },
        `Epoch ${epoch}: loss ${loss.toFixed(4)}, accuracy ${percent(accuracy)} · ` +
          `validation: loss ${validation.loss.toFixed(4)}, accuracy ${percent(validation.accuracy)} · ${duration(seconds)}`,
      );
    },
    resumed({ step, epoch, epochs }) {
      terminal.note(`Going on from step ${step}, ${epoch.toFixed(2)} of ${epochs} epochs.`);
    },
    warning(warning) {
      if (warning === null) return;
      const { message, hint } = warning;
      terminal.note([`Training goes on, but: ${message}`, hint].filter(Boolean).join(' '));
    },
  };
}

function progressText({ epoch, epochs, step, stepsPerEpoch, train, ...pace }: TrainingProgress): string {
  const done = (epoch - 1 + step / stepsPerEpoch) / epochs;
  return [
    `Epoch ${epoch} of ${epochs}`,
    percent(done, 0),
    train && `loss ${train.loss.toFixed(4)}`,
    train && `accuracy ${percent(train.accuracy)}`,
    `${Math.round(pace.examplesPerSecond)} pictures/s`,
    pace.secondsLeft !== null && `${duration(pace.secondsLeft)} left`,
  ]
    .filter(Boolean)
    .join(' · ');
}

function bitsWords({ bits }: EngineDescription): string {
  if (bits === undefined) return '';
  return bits === 'exact'
    ? '; the same bits each time (--bits exact)'
    : '; not the same bits each time (--bits exact is)';
}
