import { z } from 'zod';
import { sum } from '../../graph/ops/arithmetic';
import { reshape } from '../../graph/ops/arrays';
import { layerKind } from '../layer-kind';
import { count } from '../parts/fields';
import { square } from '../parts/labels';
import { pictureShape } from '../parts/picture-shapes';
import { shapeSize } from '../shape-size';

/** Other layers only shrink pictures; a few of these in a row would ask for more memory than there is. */
const largestSide = 1024;

/** Pictures `factor` times as high and wide: each pixel becomes a square of itself (nearest neighbour). */
export const upsample = layerKind({
  schema: z.strictObject({ type: z.literal('upsample'), factor: count(2, 4) }),
  name: 'Upsample',
  about: 'makes the picture larger by repeating its pixels',
  settings: { factor: { label: 'Factor', about: 'Side of the square that each pixel becomes.', initial: 2 } },
  label: ({ factor }) => `Upsample ${square(factor)}`,

  outputShape({ factor }, context) {
    const [height, width, channels] = pictureShape(context);
    const larger = [height * factor, width * factor];
    if (Math.max(...larger) > largestSide)
      context.refuse(
        `makes pictures of ${larger.join('×')}, but their sides can be ${largestSide} at most`,
        'Choose a smaller factor, or take out another layer that upsamples.',
      );
    return [...larger, channels];
  },
  sidesRead: ({ factor }, [height, width]) => [Math.ceil(height / factor), Math.ceil(width / factor)],

  graph({ g, outputShape }, { factor }, input) {
    const [, , width = null, channels = null] = input.shape;
    const pixels = reshape(g, input, [null, 1, width, 1, channels]);
    const squares = [null, factor, width, factor, channels];
    const repeated = g.value(
      'Tile',
      [pixels, g.ints([1, factor, 1, factor, 1])],
      { T: { type: 'float' }, Tmultiples: { type: 'int32' } },
      { port: 'output', dtype: 'float', shape: squares },
    );
    return {
      output: reshape(g, repeated, outputShape),
      backward: (gradient) => () => reshape(g, sum(g, reshape(g, gradient, squares), [1, 3]), input.shape),
    };
  },
  // In two dimensions each time: TensorFlow.js knows no gradient of a tile with more than four.
  eager({ tf }, { factor }, input) {
    const [batch, height, width, channels] = input.shape as [number, number, number, number];
    const rows = tf.tile(tf.reshape(input, [batch * height, width * channels]), [1, factor]);
    const pixels = tf.tile(tf.reshape(rows, [batch * height * factor * width, channels]), [1, factor]);
    return tf.reshape(pixels, [batch, height * factor, width * factor, channels]);
  },
  plain({ factor }, { inputShape, outputShape }) {
    const [, inputWidth = 1, channels = 1] = inputShape;
    const [height = 1, width = 1] = outputShape;
    const output = new Float32Array(shapeSize(outputShape));
    return (input) => {
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          const from = (Math.floor(y / factor) * inputWidth + Math.floor(x / factor)) * channels;
          output.set(input.subarray(from, from + channels), (y * width + x) * channels);
        }
      }
      return output;
    };
  },
});
