import type { CurvePoint, Metrics } from '../domain/training-progress';

/** Means over the steps since the point before. */
export interface StepPoint extends Metrics {
  /** In epochs. */
  position: number;
  /** How many training pictures it is the mean of. */
  pictures: number;
}

/** One epoch of a run. */
export interface EpochCurve {
  /** From 1. */
  epoch: number;
  points: StepPoint[];
  /** Mean over the training pictures of the points. */
  train: Metrics;
  /** Null until the epoch has ended. */
  validation: Metrics | null;
}

/** An epoch whose end has been judged. */
export type WholeEpoch = EpochCurve & { validation: Metrics };

/** An epoch's last point may lie a rounding error behind its end. */
const tolerance = 1e-4;

/** The curves of a run that trains on `trainPictures` pictures, epoch by epoch; epochs without a training point are left out. */
export function epochsOf(curves: readonly CurvePoint[], trainPictures: number): EpochCurve[] {
  const epochs: EpochCurve[] = [];
  const validations = new Map<number, Metrics>();
  let [before, points]: [number, StepPoint[]] = [0, []];
  for (const { kind, position, loss, accuracy } of curves) {
    const epoch = Math.max(1, Math.ceil(position - tolerance));
    if (kind === 'validation') {
      validations.set(epoch, { loss, accuracy });
      continue;
    }
    if (epochs.at(-1)?.epoch !== epoch) {
      before = epoch - 1;
      points = [];
      epochs.push({ epoch, points, train: { loss, accuracy }, validation: null });
    }
    points.push({ position, loss, accuracy, pictures: Math.max(1, (position - before) * trainPictures) });
    before = position;
  }
  return epochs.map((epoch) => ({
    ...epoch,
    train: { loss: weighted(epoch.points, 'loss'), accuracy: weighted(epoch.points, 'accuracy') },
    validation: validations.get(epoch.epoch) ?? null,
  }));
}

export const isWhole = (epoch: EpochCurve): epoch is WholeEpoch => epoch.validation !== null;

function weighted(points: readonly StepPoint[], metric: keyof Metrics): number {
  const pictures = points.reduce((sum, point) => sum + point.pictures, 0);
  return points.reduce((sum, point) => sum + point[metric] * point.pictures, 0) / pictures;
}

/** Beyond an accuracy, in training or in validation: augmentation and dropout hold the accuracy of training down. */
export const isBeyond = ({ train, validation }: WholeEpoch, accuracy: number): boolean =>
  Math.max(train.accuracy, validation.accuracy) > accuracy;

/**
 * Whether the validation loss is clearly higher than the training loss: the model overfits. Augmentation and dropout can't
 * cause that: they only raise the training loss.
 */
export const hasGap = ({ train, validation }: WholeEpoch): boolean => validation.loss > 1.02 * train.loss;
