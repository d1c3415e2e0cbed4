import type { Device } from '../../graph/graph-description';
import { shapeSize } from '../../model/shape-size';
import { inputShape, layerOutputShape } from '../../model/shapes';
import type { Layer, TrainingPlan } from '../../model/training-plan';

/** What the widest layer may give for all pictures that are judged at once. */
const mostFloats: Readonly<Record<Device, number>> = { cpu: 8_000_000, gpu: 128_000_000 };
const fewest = 16;

/** How many pictures to judge at once: at most `most`, fewer where a layer, also one within a residual, gives a lot for each. */
export function judgedAtOnce(
  { layers, testTimeFlip }: Pick<TrainingPlan, 'layers' | 'testTimeFlip'>,
  most: number,
  device: Device = 'cpu',
): number {
  const floats = widestOutput(layers, inputShape) * (testTimeFlip ? 2 : 1);
  return Math.max(fewest, Math.min(most, Math.floor(mostFloats[device] / floats)));
}

/** The most numbers that a layer gives for one picture. */
function widestOutput(layers: readonly Layer[], input: readonly number[]): number {
  let shape = input;
  const widths = layers.map((layer, index) => {
    const within = layer.type === 'residual' ? widestOutput(layer.layers, shape) : 0;
    shape = layerOutputShape(layer, shape, `${index + 1}`);
    return Math.max(within, shapeSize(shape));
  });
  return Math.max(...widths);
}
