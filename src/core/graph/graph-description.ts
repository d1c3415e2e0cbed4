/** A TensorFlow graph as plain data; `core/tensorflow/graph-engine/saved-model-writer` turns it into a file. */

export type DType =
  'float' | 'double' | 'int32' | 'int64' | 'uint8' | 'uint32' | 'uint64' | 'bool' | 'resource';

/** What a graph is compiled for: operations differ in which kernels they have. */
export type Device = 'cpu' | 'gpu';

/** Null: known only when the graph runs, as the size of the last batch. */
export type Dimension = number | null;
export type Shape = readonly Dimension[];

export type Attribute =
  | { type: DType }
  | { types: readonly DType[] }
  | { int: number }
  | { ints: readonly number[] }
  | { float: number }
  | { bool: boolean }
  | { string: string }
  | { shape: Shape }
  | { function: string }
  | { tensor: { dtype: DType; shape: readonly number[]; values: readonly number[] } };

export type Attributes = Readonly<Record<string, Attribute>>;

export interface NodeDescription {
  name: string;
  op: string;
  /** `node`, `node:index`, in functions `argument` or `node:port:index`; `^node` for an operation that must come first. */
  inputs: string[];
  attributes: Attributes;
}

export interface Argument {
  name: string;
  dtype: DType;
}

export interface FunctionDescription {
  name: string;
  inputs: Argument[];
  /** `from` names the value inside the function. */
  outputs: (Argument & { from: string })[];
  nodes: NodeDescription[];
  attributes: Attributes;
}

export interface GraphDescription {
  nodes: NodeDescription[];
  functions: FunctionDescription[];
}
