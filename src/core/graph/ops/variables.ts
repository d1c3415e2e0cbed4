import type { GraphBuilder, Operation, Tensor } from '../graph-builder';
import type { Device, DType } from '../graph-description';
import { gather, identity } from './arrays';

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

/**
 * Rows of a variable by int64 indices. On the CPU not by ResourceGather: once that has touched a variable, every read of it
 * is a copy, 47 MB of pictures for each call of the compiled loop. On a GPU such a copy takes microseconds, and GatherV2 has no
 * kernel for bytes.
 */
export function gatherFromVariable(
  g: GraphBuilder,
  device: Device,
  handle: Tensor,
  dtype: DType,
  indices: Tensor,
): Tensor {
  if (device === 'cpu') return gather(g, readVariable(g, handle, dtype), indices);
  const attributes = {
    dtype: { type: dtype },
    Tindices: { type: indices.dtype },
    batch_dims: { int: 0 },
    validate_indices: { bool: true },
  };
  const shape = [...indices.shape, ...handle.shape.slice(1)];
  return g.value('ResourceGather', [handle, indices], attributes, { port: 'output', dtype, shape });
}

/** A value that is there once `after` has run: what to fetch to run them. */
export function done(g: GraphBuilder, name: string, after: readonly Operation[]): Tensor {
  return identity(g, g.int(1), { name, after });
}
