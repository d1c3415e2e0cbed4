import type { GraphBuilder, Tensor } from '../graph-builder';
import type { DType, Shape } from '../graph-description';
import { broadcastShape, reducedShape } from '../shape-inference';

const binary =
  (op: string) =>
  (g: GraphBuilder, a: Tensor, b: Tensor): Tensor =>
    g.value(op, [a, b], { T: { type: a.dtype } }, { port: 'z', dtype: a.dtype, shape: broadcastShape(a, b) });

const unary =
  (op: string) =>
  (g: GraphBuilder, x: Tensor): Tensor =>
    g.value(op, [x], { T: { type: x.dtype } }, { port: 'y', dtype: x.dtype, shape: x.shape });

const comparison =
  (op: string) =>
  (g: GraphBuilder, a: Tensor, b: Tensor): Tensor =>
    g.value(op, [a, b], { T: { type: a.dtype } }, { port: 'z', dtype: 'bool', shape: broadcastShape(a, b) });

export const add = binary('AddV2');
export const sub = binary('Sub');
export const mul = binary('Mul');
export const div = binary('RealDiv');
export const floorDiv = binary('FloorDiv');
export const pow = binary('Pow');
export const minimum = binary('Minimum');
export const maximum = binary('Maximum');
export const sqrt = unary('Sqrt');
export const rsqrt = unary('Rsqrt');
export const exp = unary('Exp');
export const erf = unary('Erf');
export const cos = unary('Cos');
export const sin = unary('Sin');
export const floor = unary('Floor');
export const square = unary('Square');
export const less = comparison('Less');
export const greaterEqual = comparison('GreaterEqual');
export const equal = comparison('Equal');

export function logicalAnd(g: GraphBuilder, a: Tensor, b: Tensor): Tensor {
  return g.value('LogicalAnd', [a, b], {}, { port: 'z', dtype: 'bool', shape: broadcastShape(a, b) });
}

export function isFinite(g: GraphBuilder, x: Tensor): Tensor {
  return g.value('IsFinite', [x], { T: { type: x.dtype } }, { port: 'y', dtype: 'bool', shape: x.shape });
}

export function cast(g: GraphBuilder, x: Tensor, dtype: DType): Tensor {
  if (x.dtype === dtype) return x;
  const attributes = { SrcT: { type: x.dtype }, DstT: { type: dtype } };
  return g.value('Cast', [x], attributes, { port: 'y', dtype, shape: x.shape });
}

/** `scale` as a float constant times `x`. */
export const scaled = (g: GraphBuilder, x: Tensor, scale: number): Tensor => mul(g, x, g.float(scale));

/** `x` plus `offset` as a float constant. */
export const shifted = (g: GraphBuilder, x: Tensor, offset: number): Tensor => add(g, x, g.float(offset));

function reduction(op: string) {
  return (g: GraphBuilder, x: Tensor, axes: readonly number[], keepDimensions = false): Tensor => {
    const shape: Shape = reducedShape(x.shape, axes, keepDimensions);
    const attributes = {
      T: { type: x.dtype },
      Tidx: { type: 'int32' },
      keep_dims: { bool: keepDimensions },
    } as const;
    return g.value(op, [x, g.ints(axes)], attributes, { port: 'output', dtype: x.dtype, shape });
  };
}

export const sum = reduction('Sum');
export const mean = reduction('Mean');

/** Half of the sum of squares, a scalar. */
export function l2Loss(g: GraphBuilder, x: Tensor): Tensor {
  return g.value('L2Loss', [x], { T: { type: 'float' } }, { port: 'output', dtype: 'float', shape: [] });
}

export function addAll(g: GraphBuilder, tensors: readonly Tensor[]): Tensor {
  const first = tensors[0]!;
  const attributes = { N: { int: tensors.length }, T: { type: first.dtype } };
  return g.value('AddN', tensors, attributes, { port: 'sum', dtype: first.dtype, shape: first.shape });
}
