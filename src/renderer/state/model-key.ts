import type { RunSummary } from '#shared/contracts/runs';

/** Tells a run's weights from others: a run that is trained further keeps its id and gets new ones. */
export const modelKey = ({ id, seconds, testAccuracy }: RunSummary): string =>
  JSON.stringify([id, seconds, testAccuracy]);
