import type { DataFacts, DataSet } from '../domain/data-set';
import type { CurvePoint } from '../domain/training-progress';
import type { Evaluation } from '../evaluation/evaluation';
import type { TrainingPlan } from '../model/training-plan';
import type { FindingKind } from './finding';

/** All that the coach looks at: a run as it stands or as it was stored, and its data. */
export interface CoachFacts {
  plan: TrainingPlan;
  dataSet: Pick<DataSet, 'classes' | 'shape' | 'references' | 'preparation'>;
  data: DataFacts;
  /** In the order in which they came. */
  curves: readonly CurvePoint[];
  /** While it runs, only what more epochs can't take back is said. */
  running: boolean;
  /** Its loss was no number any more, which ended it. */
  diverged: boolean;
  /** On the test set; null until that was judged. */
  evaluation: Pick<Evaluation, 'examples' | 'accuracy' | 'perClass'> | null;
  /** What was said of this run before: it is said on for as long as there is any evidence of it. */
  said: readonly FindingKind[];
}
