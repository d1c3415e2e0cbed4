import { activateInPlace } from './activation';
import { shapeSize } from '../model/shape-size';
import type { ForwardMaker, LayerContext, LayerOf } from './forward-layer';
import { reaches, type Window } from './sliding-window';

/** Adds to `sums` what the input pixel at `pixel` gives through the kernel's place `tap` (row · size + column). */
type AddTap = (sums: Float64Array, input: Float32Array, pixel: number, tap: number) => void;

function convolution(window: Window, context: LayerContext, addTap: AddTap) {
  const [height = 1, width = 1] = context.inputShape;
  const [outputHeight = 1, outputWidth = 1, channels = 1] = context.outputShape;
  const rows = reaches(height, outputHeight, window);
  const columns = reaches(width, outputWidth, window);
  const bias = context.weight('bias');
  const sums = new Float64Array(channels);
  const output = new Float32Array(shapeSize(context.outputShape));
  return (input: Float32Array): Float32Array => {
    let at = 0;
    for (const row of rows) {
      for (const column of columns) {
        sums.set(bias);
        for (let y = row.begin; y < row.end; y++) {
          const kernelRow = (row.kernel + y - row.begin) * window.kernelSize + column.kernel;
          for (let x = column.begin; x < column.end; x++) {
            addTap(sums, input, y * width + x, kernelRow + x - column.begin);
          }
        }
        output.set(sums, at);
        at += channels;
      }
    }
    return output;
  };
}

/** activation(convolution + bias), kernel [height, width, in, filters]. Inputs that are zero cost nothing. */
export const conv2d: ForwardMaker<LayerOf<'conv2d'>> = (layer, context) => {
  const channels = context.inputShape.at(-1) ?? 1;
  const { filters } = layer;
  const kernel = context.weight('kernel');
  const convolve = convolution(layer, context, (sums, input, pixel, tap) => {
    for (let channel = 0; channel < channels; channel++) {
      const value = input[pixel * channels + channel]!;
      if (value === 0) continue;
      const from = (tap * channels + channel) * filters;
      for (let filter = 0; filter < filters; filter++) {
        sums[filter] = sums[filter]! + value * kernel[from + filter]!;
      }
    }
  });
  return (input) => {
    const output = convolve(input);
    activateInPlace(output, layer.activation, filters);
    return output;
  };
};

/** activation(convolution + bias), kernel [height, width, in, 1]: each channel has its own. */
export const depthwiseConv2d: ForwardMaker<LayerOf<'depthwiseConv2d'>> = (layer, context) => {
  const channels = context.inputShape.at(-1) ?? 1;
  const kernel = context.weight('kernel');
  const convolve = convolution(layer, context, (sums, input, pixel, tap) => {
    for (let channel = 0; channel < channels; channel++) {
      sums[channel] = sums[channel]! + input[pixel * channels + channel]! * kernel[tap * channels + channel]!;
    }
  });
  return (input) => {
    const output = convolve(input);
    activateInPlace(output, layer.activation, channels);
    return output;
  };
};
