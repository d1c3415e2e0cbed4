import { activationKinds } from '../activations/registry';
import type { PlainContext, PlainForward } from '../plain-layer';
import { shapeSize } from '../shape-size';
import type { Convolution } from './convolution';
import { reaches } from './sliding-window';

/** Adds to `sums` what the input pixel at `pixel` gives through the kernel's place `tap` (row · size + column). */
type AddTap = (sums: Float64Array, input: Float32Array, pixel: number, tap: number) => void;

/** activation(convolution + bias) on one picture, with memory for its output. */
export function plainConvolution(layer: Convolution, context: PlainContext, addTap: AddTap): PlainForward {
  const [height = 1, width = 1] = context.inputShape;
  const [outputHeight = 1, outputWidth = 1, channels = 1] = context.outputShape;
  const rows = reaches(height, outputHeight, layer);
  const columns = reaches(width, outputWidth, layer);
  const bias = context.weight('bias');
  const sums = new Float64Array(channels);
  const output = new Float32Array(shapeSize(context.outputShape));
  return (input) => {
    let at = 0;
    for (const row of rows) {
      for (const column of columns) {
        sums.set(bias);
        for (let y = row.begin; y < row.end; y++) {
          const kernelRow = (row.kernel + y - row.begin) * layer.kernelSize + column.kernel;
          for (let x = column.begin; x < column.end; x++) {
            addTap(sums, input, y * width + x, kernelRow + x - column.begin);
          }
        }
        output.set(sums, at);
        at += channels;
      }
    }
    activationKinds[layer.activation].plain(output, channels);
    return output;
  };
}
