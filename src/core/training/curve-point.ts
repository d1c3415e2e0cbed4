/** One point of a run's curves. `position` is in epochs: 1.5 is halfway through the second. */
export interface CurvePoint {
  kind: 'train' | 'validation';
  position: number;
  loss: number;
  accuracy: number;
}
