/** What a data set may be. */
export const setLimits = {
  classes: { min: 2, max: 1000 },
  /** Height and width of its pictures, in pixels. */
  side: { min: 8, max: 256 },
  pictures: { min: 20, max: 1_000_000 },
} as const;
