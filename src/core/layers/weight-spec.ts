/** What a weight is to its layer. */
export type WeightRole = 'kernel' | 'bias' | 'gamma' | 'beta' | 'movingMean' | 'movingVariance';

/** Whether gradients change it; the others follow the batches. */
export const isTrained = (role: WeightRole): boolean => role !== 'movingMean' && role !== 'movingVariance';

export interface WeightSpec {
  /** `<layer index>.<role>`, within a residual `<index>.<inner index>.<role>`. */
  name: string;
  /** As in Keras. */
  shape: number[];
  role: WeightRole;
  trainable: boolean;
}
