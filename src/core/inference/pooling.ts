import { shapeSize } from '../model/shape-size';
import type { Forward, ForwardMaker, LayerContext, LayerOf } from './forward-layer';
import { reaches } from './sliding-window';

type PoolLayer = LayerOf<'maxPool'> | LayerOf<'avgPool'>;

/** Folds every window of a channel, beginning with `start`, and ends with `finish(folded, pixels in the window)`. */
function pool(
  layer: PoolLayer,
  { inputShape, outputShape }: LayerContext,
  start: number,
  fold: (folded: number, value: number) => number,
  finish: (folded: number, pixels: number) => number,
): Forward {
  const [height = 1, width = 1, channels = 1] = inputShape;
  const [outputHeight = 1, outputWidth = 1] = outputShape;
  const window = {
    kernelSize: layer.poolSize,
    strides: layer.strides ?? layer.poolSize,
    padding: 'valid',
  } as const;
  const rows = reaches(height, outputHeight, window);
  const columns = reaches(width, outputWidth, window);
  const pixels = layer.poolSize ** 2;
  const output = new Float32Array(shapeSize(outputShape));
  return (input) => {
    let at = 0;
    for (const row of rows) {
      for (const column of columns) {
        for (let channel = 0; channel < channels; channel++) {
          let folded = start;
          for (let y = row.begin; y < row.end; y++) {
            for (let x = column.begin; x < column.end; x++) {
              folded = fold(folded, input[(y * width + x) * channels + channel]!);
            }
          }
          output[at++] = finish(folded, pixels);
        }
      }
    }
    return output;
  };
}

export const maxPool: ForwardMaker<LayerOf<'maxPool'>> = (layer, context) =>
  pool(layer, context, -Infinity, Math.max, (largest) => largest);

export const avgPool: ForwardMaker<LayerOf<'avgPool'>> = (layer, context) =>
  pool(
    layer,
    context,
    0,
    (sum, value) => sum + value,
    (sum, pixels) => sum / pixels,
  );

/** Mean of each channel over the picture: [height, width, channels] → [channels]. */
export const globalAvgPool: ForwardMaker<LayerOf<'globalAvgPool'>> = (_layer, { inputShape }) => {
  const channels = inputShape.at(-1) ?? 1;
  const pixels = shapeSize(inputShape) / channels;
  const sums = new Float64Array(channels);
  return (input) => {
    sums.fill(0);
    for (let i = 0; i < input.length; i++) sums[i % channels] = sums[i % channels]! + input[i]!;
    return Float32Array.from(sums, (sum) => sum / pixels);
  };
};
