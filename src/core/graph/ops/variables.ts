import type { GraphBuilder, Operation, Tensor } from '../graph-builder';
import type { DType, Shape } from '../graph-description';

/** A variable that lives as long as the session; `Tensor` is its handle, `shape` that of its value. */
export function variable(g: GraphBuilder, name: string, dtype: DType, shape: readonly number[]): Tensor {
  const attributes = {
    dtype: { type: dtype },
    shape: { shape },
    shared_name: { string: name },
    container: { string: '' },
  };
  return g.value('VarHandleOp', [], attributes, { port: 'resource', dtype: 'resource', shape }, { name });
}

export function readVariable(
  g: GraphBuilder,
  handle: Tensor,
  dtype: DType,
  options: { after?: readonly Operation[]; name?: string } = {},
): Tensor {
  const port = { port: 'value', dtype, shape: handle.shape };
  return g.value('ReadVariableOp', [handle], { dtype: { type: dtype } }, port, options);
}

export function assignVariable(
  g: GraphBuilder,
  handle: Tensor,
  value: Tensor,
  after: readonly Operation[] = [],
): Operation {
  return g.add('AssignVariableOp', [handle, value], { dtype: { type: value.dtype } }, [], { after });
}

export function subtractFromVariable(
  g: GraphBuilder,
  handle: Tensor,
  value: Tensor,
  after: readonly Operation[] = [],
): Operation {
  return g.add('AssignSubVariableOp', [handle, value], { dtype: { type: value.dtype } }, [], { after });
}

/** Rows of a variable by int32 indices, without reading the rest. */
export function gatherFromVariable(g: GraphBuilder, handle: Tensor, dtype: DType, indices: Tensor): Tensor {
  const attributes = {
    dtype: { type: dtype },
    Tindices: { type: 'int32' },
    validate_indices: { bool: true },
  } as const;
  const shape: Shape = [...indices.shape, ...handle.shape.slice(1)];
  return g.value('ResourceGather', [handle, indices], attributes, { port: 'output', dtype, shape });
}

/** A value that is there once `after` has run: what to fetch to run them. */
export function done(g: GraphBuilder, name: string, after: readonly Operation[]): Tensor {
  return g.value(
    'Identity',
    [g.int(1)],
    { T: { type: 'int32' } },
    { port: 'output', dtype: 'int32', shape: [] },
    { name, after },
  );
}
