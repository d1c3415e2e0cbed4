export type Metric = 'loss' | 'accuracy';

/** `x` in epochs. */
export interface ChartPoint {
  x: number;
  y: number;
}

/** Something that happened at the end of an epoch, in few words. */
export interface ChartMark {
  epoch: number;
  text: string;
}
