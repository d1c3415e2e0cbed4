/** How many values a tensor of this shape holds; 1 for a scalar. */
export const shapeSize = (shape: readonly number[]): number =>
  shape.reduce((product, side) => product * side, 1);
