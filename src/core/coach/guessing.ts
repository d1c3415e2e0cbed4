import { leastLoss, smoothed } from './least-loss';
import { entropy } from './statistics';

/** What a model gets that knows how often each class occurs and nothing of the pictures. */
export interface Guessing {
  /** Cross-entropy in nats above the least that label smoothing leaves: ln 10 = 2.303 for ten classes of one size without it. */
  loss: number;
  accuracy: number;
}

export function guessing(perClass: readonly number[], labelSmoothing: number): Guessing {
  const total = perClass.reduce((sum, count) => sum + count, 0);
  const classes = perClass.length;
  const shares = perClass.map((count) => count / total);
  return {
    loss:
      entropy(shares.map((share) => smoothed(share, labelSmoothing, classes))) -
      leastLoss(labelSmoothing, classes),
    accuracy: Math.max(...shares),
  };
}
