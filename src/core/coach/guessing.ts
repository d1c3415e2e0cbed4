/** What a model gets that knows how often each class occurs and nothing of the pictures. */
export interface Guessing {
  /** Cross-entropy in nats: ln 10 = 2.303 for ten classes of one size. */
  loss: number;
  accuracy: number;
}

export function guessing(perClass: readonly number[]): Guessing {
  const total = perClass.reduce((sum, count) => sum + count, 0);
  const shares = perClass.filter((count) => count > 0).map((count) => count / total);
  return {
    loss: shares.reduce((sum, share) => sum - share * Math.log(share), 0),
    accuracy: Math.max(...shares),
  };
}
