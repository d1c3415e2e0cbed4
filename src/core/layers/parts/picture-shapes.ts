import type { Window } from '../../graph/ops/neural';
import type { ShapeContext, Sides } from '../layer-kind';

/** [height, width, channels] of the input; refuses a flat list. */
export function pictureShape({ input, refuse }: ShapeContext): [number, number, number] {
  return input.length === 3
    ? [input[0]!, input[1]!, input[2]!]
    : refuse('needs a picture as its input, but gets a flat list', 'Put it before the flatten layer.');
}

/** What a window that slides over pictures gives; as many channels as come in where `channels` is not given. */
export function windowedShape(
  context: ShapeContext,
  { kernelSize, strides, padding }: Window,
  channels?: number,
): number[] {
  const [height, width, own] = pictureShape(context);
  const side = (length: number): number =>
    padding === 'same' ? Math.ceil(length / strides) : Math.floor((length - kernelSize) / strides) + 1;
  if (padding === 'valid' && (height < kernelSize || width < kernelSize))
    context.refuse(
      `is ${kernelSize}×${kernelSize} wide, but its input is only ${height}×${width}`,
      'Make it smaller, or take out a pooling layer before it.',
    );
  return [side(height), side(width), channels ?? own];
}

/** What a sliding window reads of its input for the top left `wanted` of its output. */
export function windowReads(
  { kernelSize, strides, padding }: Window,
  [height, width]: Sides,
  input: Sides,
): Sides {
  return padding === 'same'
    ? input
    : [(height - 1) * strides + kernelSize, (width - 1) * strides + kernelSize];
}
