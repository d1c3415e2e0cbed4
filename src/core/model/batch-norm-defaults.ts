/** What a batch norm does where a plan says nothing of it. */
export const batchNormDefaults = { momentum: 0.99, epsilon: 1e-3 } as const;
