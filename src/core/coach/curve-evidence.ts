import type { EpochCurve } from './epochs';
import type { Evidence, EvidenceColumn } from './finding';

/** The columns that rules show of an epoch's curves. */
export const curveColumns = {
  trainLoss: { label: 'Loss, training', unit: 'loss', curve: 'train' },
  validationLoss: { label: 'Loss, validation', unit: 'loss', curve: 'validation' },
  trainAccuracy: { label: 'Accuracy, training', unit: 'share', curve: 'train' },
  validationAccuracy: { label: 'Accuracy, validation', unit: 'share', curve: 'validation' },
} as const satisfies Record<string, EvidenceColumn>;
export type CurveFigure = keyof typeof curveColumns;

/** The named figures of some epochs, a row each; `labelOf` is the epoch's number unless told. */
export function curveEvidence(
  figures: readonly CurveFigure[],
  epochs: readonly EpochCurve[],
  labelOf: (epoch: EpochCurve) => string = ({ epoch }) => `${epoch}`,
): Evidence {
  return {
    rowsAre: 'Epoch',
    columns: figures.map((figure) => curveColumns[figure]),
    rows: epochs.map((epoch) => ({
      label: labelOf(epoch),
      values: figures.map((figure) => valueOf(epoch, figure)),
    })),
  };
}

function valueOf({ train, validation }: EpochCurve, figure: CurveFigure): number | null {
  switch (figure) {
    case 'trainLoss':
      return train.loss;
    case 'validationLoss':
      return validation?.loss ?? null;
    case 'trainAccuracy':
      return train.accuracy;
    case 'validationAccuracy':
      return validation?.accuracy ?? null;
  }
}
