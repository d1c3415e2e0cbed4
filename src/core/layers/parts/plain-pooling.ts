import type { PlainContext, PlainForward } from '../plain-layer';
import { shapeSize } from '../shape-size';
import { poolWindow, type Pooling } from './pooling';
import { reaches } from './sliding-window';

/** Folds every window of a channel, beginning with `start`, and ends with `finish(folded, pixels in the window)`. */
export function plainPooling(
  layer: Pooling,
  { inputShape, outputShape }: PlainContext,
  start: number,
  fold: (folded: number, value: number) => number,
  finish: (folded: number, pixels: number) => number,
): PlainForward {
  const [height = 1, width = 1, channels = 1] = inputShape;
  const [outputHeight = 1, outputWidth = 1] = outputShape;
  const window = poolWindow(layer);
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
