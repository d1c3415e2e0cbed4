import type { backend_util } from '@tensorflow/tfjs';
import type { Tfjs } from '../layers-backend';

export type Convolution = backend_util.Conv2DInfo;

interface Attributes {
  strides: number | [number, number];
  pad: 'valid' | 'same' | number;
}

/** Sizes of a convolution from the shapes and attributes that tfjs hands to a kernel. */
export function convolutionInfo(
  tf: Tfjs,
  shapes: { input: number[]; filter: number[] },
  attrs: unknown,
  { depthwise }: { depthwise: boolean },
): Convolution {
  const { strides, pad } = attrs as Attributes;
  return tf.backend_util.computeConv2DInfo(
    shapes.input as Convolution['inShape'],
    shapes.filter as Convolution['filterShape'],
    strides,
    1,
    pad,
    undefined,
    depthwise,
  );
}
