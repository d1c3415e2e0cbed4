/** A named float32 tensor, row-major. */
export interface NamedTensor {
  name: string;
  shape: number[];
  values: Float32Array;
}
