import type { EngineChoice } from '../../domain/engine';
import { WardrobeError } from '../../domain/errors';
import type { CheckpointSummary } from '../../domain/training-progress';
import { isAlive } from '../../files/process-identity';
import type { TrainingPlan } from '../../model/training-plan';
import { choiceToResume } from '../../pace/ways-to-train';
import { checkpointSteps } from '../format/checkpoint-names';
import type { RunRecord } from '../format/run-format';
import { readRecord } from '../format/run-record';

/** A stored run that can go on. */
export interface GoingOn {
  record: RunRecord;
  /** The run's own, with the new total of epochs. */
  plan: TrainingPlan;
  resumesFrom: CheckpointSummary;
  /** The engine it was trained with: another one would end in other last bits. */
  choice: EngineChoice;
  /** It had ended before, and discarding what is trained now goes back to that. */
  goesBack: boolean;
}

/**
 * What is needed to go on with the run in `folder`, up to `epochs` epochs in all, or null for as many as its plan has.
 * Throws WardrobeError: as `readRecord`, 'busy' while it is trained, 'not-ready' with the reason when it can't go on,
 * 'bad-input' when there would be nothing to train.
 */
export async function readGoingOn(folder: string, epochs: number | null): Promise<GoingOn> {
  const record = await readRecord(folder);
  if (record.status === 'running') {
    if (await isAlive(record.writer))
      throw new WardrobeError('busy', 'This run is being trained.', 'Wait until it is done, or stop it.');
    record.status = 'interrupted';
  }
  const resumesFrom = checkpointSummaryOf(record, await checkpointSteps(folder));
  if (resumesFrom === null) throw canNotGoOn(record);
  const plan = { ...record.plan, epochs: epochs ?? record.plan.epochs };
  checkEpochs(record, resumesFrom, epochs);
  const goesBack = record.before !== null || hasEnded(record);
  return { record, plan, resumesFrom, choice: choiceToResume(record.engine), goesBack };
}

/**
 * The checkpoint that a run can resume from. `checkpoints` holds their steps, newest first. Null when the run can't resume:
 * without a checkpoint, while it trains, and after a divergence, which would only happen again.
 */
export function checkpointSummaryOf(
  record: RunRecord,
  checkpoints: readonly number[],
): CheckpointSummary | null {
  const { status, error, plan, stepsPerEpoch } = record;
  const [step] = checkpoints;
  if (step === undefined || stepsPerEpoch === null || status === 'running') return null;
  if (status === 'failed' && error?.kind === 'diverged') return null;
  return { step, epoch: step / stepsPerEpoch, epochs: plan.epochs };
}

export const hasEnded = ({ status }: RunRecord): boolean => status === 'completed' || status === 'stopped';

function checkEpochs({ status, plan }: RunRecord, { epoch }: CheckpointSummary, epochs: number | null): void {
  if (status === 'completed' && epochs === null)
    throw new WardrobeError(
      'bad-input',
      `This run has finished: it is trained for ${Math.floor(epoch)} ${Math.floor(epoch) === 1 ? 'epoch' : 'epochs'}.`,
      `To train it further, give it more epochs in all than that, for example ${plan.epochs * 2}.`,
    );
  if (epochs !== null && epochs <= epoch)
    throw new WardrobeError(
      'bad-input',
      `This run has trained for ${formatEpochs(epoch)} epochs already, so ${epochs} in all leaves nothing to train.`,
      `The number is the run's new total: give at least ${Math.floor(epoch) + 1}.`,
    );
}

const formatEpochs = (epoch: number): string => (Number.isInteger(epoch) ? `${epoch}` : epoch.toFixed(2));

function canNotGoOn({ status, error }: RunRecord): WardrobeError {
  if (status === 'failed' && error?.kind === 'diverged')
    return new WardrobeError(
      'not-ready',
      'This run diverged, and would do so again from where it stands.',
      'Start a new run from its plan with a smaller learning rate.',
    );
  return new WardrobeError(
    'not-ready',
    'This run left no checkpoint to go on from.',
    'Start it again from its plan: with the same seed it comes out the same.',
  );
}
