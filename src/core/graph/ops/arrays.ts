import type { GraphBuilder, NodeOptions, Tensor } from '../graph-builder';
import type { DType, Shape } from '../graph-description';

/** A value fed from outside. */
export function placeholder(g: GraphBuilder, name: string, dtype: DType, shape: Shape): Tensor {
  const attributes = { dtype: { type: dtype }, shape: { shape } };
  return g.value('Placeholder', [], attributes, { port: 'output', dtype, shape }, { name });
}

/** The same value under a name to fetch, or once other operations have run. */
export function identity(g: GraphBuilder, x: Tensor, options: NodeOptions): Tensor {
  const { dtype, shape } = x;
  return g.value('Identity', [x], { T: { type: dtype } }, { port: 'output', dtype, shape }, options);
}

/** One unknown side of `shape` is worked out from the number of elements. */
export function reshape(g: GraphBuilder, x: Tensor, shape: Shape): Tensor {
  if (shape.join() === x.shape.join()) return x;
  const target = g.ints(shape.map((side) => side ?? -1));
  const attributes = { T: { type: x.dtype }, Tshape: { type: 'int32' } } as const;
  return g.value('Reshape', [x, target], attributes, { port: 'output', dtype: x.dtype, shape });
}

/** The shape of `x` as an int32 vector, known sides and all. */
export function shapeOf(g: GraphBuilder, x: Tensor): Tensor {
  if (x.shape.every((side) => side !== null)) return g.ints(x.shape);
  const attributes = { T: { type: x.dtype }, out_type: { type: 'int32' } } as const;
  return g.value('Shape', [x], attributes, { port: 'output', dtype: 'int32', shape: [x.shape.length] });
}

/** Number of elements as an int32 scalar. */
export function sizeOf(g: GraphBuilder, x: Tensor): Tensor {
  const attributes = { T: { type: x.dtype }, out_type: { type: 'int32' } } as const;
  return g.value('Size', [x], attributes, { port: 'output', dtype: 'int32', shape: [] });
}

/** Axis i of the result is axis `order[i]` of `x`. */
export function transpose(g: GraphBuilder, x: Tensor, order: readonly number[]): Tensor {
  const attributes = { T: { type: x.dtype }, Tperm: { type: 'int32' } } as const;
  const shape = order.map((axis) => x.shape[axis] ?? null);
  return g.value('Transpose', [x, g.ints(order)], attributes, { port: 'y', dtype: x.dtype, shape });
}

/** Joins tensors of one shape along a new axis. */
export function stack(g: GraphBuilder, tensors: readonly Tensor[], axis = 0): Tensor {
  const { dtype, shape } = tensors[0]!;
  const attributes = { T: { type: dtype }, N: { int: tensors.length }, axis: { int: axis } };
  const joined = shape.toSpliced(axis, 0, tensors.length);
  return g.value('Pack', tensors, attributes, { port: 'output', dtype, shape: joined });
}

/** Back to front along one axis. */
export function reverse(g: GraphBuilder, x: Tensor, axis: number): Tensor {
  const attributes = { T: { type: x.dtype }, Tidx: { type: 'int32' } } as const;
  const port = { port: 'output', dtype: x.dtype, shape: x.shape };
  return g.value('ReverseV2', [x, g.ints([axis])], attributes, port);
}

/** Part of a vector: `size` elements from `begin` on, both int32 scalars; `length` where the size is known. */
export function sliceVector(
  g: GraphBuilder,
  x: Tensor,
  begin: Tensor,
  size: Tensor,
  length: number | null,
): Tensor {
  return slice(g, x, stack(g, [begin]), stack(g, [size]), [length]);
}

/** The top left of pictures [batch, height, width, channels]. */
export function topLeft(g: GraphBuilder, x: Tensor, [height, width]: readonly [number, number]): Tensor {
  const [batch = null, ownHeight, ownWidth, channels = null] = x.shape;
  if (height === ownHeight && width === ownWidth) return x;
  const [begin, size] = [g.ints([0, 0, 0, 0]), g.ints([-1, height, width, -1])];
  return slice(g, x, begin, size, [batch, height, width, channels]);
}

/** `begin` and `size` are int32 vectors, a number an axis; `shape` is what is known of the result. */
function slice(g: GraphBuilder, x: Tensor, begin: Tensor, size: Tensor, shape: Shape): Tensor {
  const attributes = { T: { type: x.dtype }, Index: { type: 'int32' } } as const;
  return g.value('Slice', [x, begin, size], attributes, { port: 'output', dtype: x.dtype, shape });
}

/** Pictures [batch, height, width, channels] with zeros below and to the right of them, up to `shape`. */
export function padBottomRight(g: GraphBuilder, x: Tensor, shape: Shape): Tensor {
  if (shape.join() === x.shape.join()) return x;
  const missing = (axis: number): number => (shape[axis] ?? 0) - (x.shape[axis] ?? 0);
  const paddings = g.constant('int32', [4, 2], [0, 0, 0, missing(1), 0, missing(2), 0, 0]);
  const attributes = { T: { type: x.dtype }, Tpaddings: { type: 'int32' } } as const;
  return g.value('Pad', [x, paddings], attributes, { port: 'output', dtype: x.dtype, shape });
}

/** Column `index` of a matrix, as a vector. */
export function column(g: GraphBuilder, x: Tensor, index: number): Tensor {
  const attributes = {
    T: { type: x.dtype },
    Index: { type: 'int32' },
    begin_mask: { int: 1 },
    end_mask: { int: 1 },
    shrink_axis_mask: { int: 2 },
  } as const;
  const inputs = [x, g.ints([0, index]), g.ints([0, index + 1]), g.ints([1, 1])];
  return g.value('StridedSlice', inputs, attributes, {
    port: 'output',
    dtype: x.dtype,
    shape: [x.shape[0] ?? null],
  });
}

/** Rows of `x` by integer indices. */
export function gather(g: GraphBuilder, x: Tensor, indices: Tensor): Tensor {
  const attributes = {
    Tparams: { type: x.dtype },
    Tindices: { type: indices.dtype },
    Taxis: { type: 'int32' },
    batch_dims: { int: 0 },
  } as const;
  return g.value('GatherV2', [x, indices, g.int(0)], attributes, {
    port: 'output',
    dtype: x.dtype,
    shape: [...indices.shape, ...x.shape.slice(1)],
  });
}

/** Repeats `x` to the shape that the int32 vector `target` holds; `shape` is what is known of it. */
export function broadcastTo(g: GraphBuilder, x: Tensor, target: Tensor, shape: Shape): Tensor {
  const attributes = { T: { type: x.dtype }, Tidx: { type: 'int32' } } as const;
  return g.value('BroadcastTo', [x, target], attributes, { port: 'output', dtype: x.dtype, shape });
}

/** `yes` where the condition holds, else `no`; the three broadcast to `shape`, that of `yes` unless told. */
export function select(
  g: GraphBuilder,
  condition: Tensor,
  yes: Tensor,
  no: Tensor,
  shape = yes.shape,
): Tensor {
  return g.value(
    'SelectV2',
    [condition, yes, no],
    { T: { type: yes.dtype } },
    { port: 'output', dtype: yes.dtype, shape },
  );
}

/** Class indices as rows with `on` in the class's column and `off` elsewhere. */
export function oneHot(g: GraphBuilder, indices: Tensor, depth: number, on: number, off: number): Tensor {
  const attributes = { T: { type: 'float' }, TI: { type: indices.dtype }, axis: { int: -1 } } as const;
  return g.value('OneHot', [indices, g.int(depth), g.float(on), g.float(off)], attributes, {
    port: 'output',
    dtype: 'float',
    shape: [...indices.shape, depth],
  });
}

/** Column of the largest value in each row, as integers of `dtype`. */
export function argMax(g: GraphBuilder, x: Tensor, dtype: DType): Tensor {
  const attributes = {
    T: { type: x.dtype },
    Tidx: { type: 'int32' },
    output_type: { type: dtype },
  } as const;
  return g.value('ArgMax', [x, g.int(1)], attributes, {
    port: 'output',
    dtype,
    shape: [x.shape[0] ?? null],
  });
}

/** The same value in memory of its own: what is fed may be the caller's memory, what is read may be a variable's. */
export function deepCopy(g: GraphBuilder, x: Tensor): Tensor {
  return g.value('DeepCopy', [x], { T: { type: x.dtype } }, { port: 'y', dtype: x.dtype, shape: x.shape });
}
