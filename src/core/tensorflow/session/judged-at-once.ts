import { dimensionsOf, type PictureShape } from '../../domain/data-set';
import type { Device } from '../../graph/graph-description';
import { innerLayers, type Layer } from '../../layers/registry';
import { shapeSize } from '../../layers/shape-size';
import { layerOutputShape } from '../../layers/shapes';
import type { TrainingPlan } from '../../model/training-plan';

/** What the widest layer may give for all pictures that are judged at once. */
const mostFloats: Readonly<Record<Device, number>> = { cpu: 8_000_000, gpu: 128_000_000 };
const fewest = 16;

/** How many pictures to judge at once: at most `most`, fewer where a layer, also one within a residual, gives a lot for each. */
export function judgedAtOnce(
  { layers, testTimeFlip }: Pick<TrainingPlan, 'layers' | 'testTimeFlip'>,
  shape: PictureShape,
  most: number,
  device: Device = 'cpu',
): number {
  const floats = widestOutput(layers, dimensionsOf(shape)) * (testTimeFlip ? 2 : 1);
  return Math.max(fewest, Math.min(most, Math.floor(mostFloats[device] / floats)));
}

/** The most numbers that a layer gives for one picture. */
function widestOutput(layers: readonly Layer[], input: readonly number[]): number {
  let shape = input;
  const widths = layers.map((layer, index) => {
    const within = widestOutput(innerLayers(layer), shape);
    shape = layerOutputShape(layer, shape, `${index + 1}`);
    return Math.max(within, shapeSize(shape));
  });
  return Math.max(0, ...widths);
}
