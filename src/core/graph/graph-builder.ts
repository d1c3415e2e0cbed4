import type {
  Attributes,
  DType,
  FunctionDescription,
  GraphDescription,
  NodeDescription,
  Shape,
} from './graph-description';

/** A value in a graph that is being described. */
export interface Tensor {
  /** How other nodes name it as their input. */
  readonly ref: string;
  readonly dtype: DType;
  readonly shape: Shape;
}

export interface Operation {
  readonly name: string;
  readonly outputs: readonly Tensor[];
}

/** One output of an operation; `port` is its name in TensorFlow's definition of the operation. */
export interface Port {
  port: string;
  dtype: DType;
  shape: Shape;
}

export interface NodeOptions {
  /** Operations that must have run before. */
  after?: readonly Operation[];
  name?: string;
}

/** Collects the nodes of a graph or of a function's body. Names are given in order, so the same calls give the same graph. */
export class GraphBuilder {
  readonly nodes: NodeDescription[] = [];
  readonly #functions: FunctionDescription[];
  readonly #constants = new Map<string, Tensor>();
  readonly #arguments: Tensor[] = [];
  readonly #insideFunction: boolean;

  private constructor(functions: FunctionDescription[], insideFunction: boolean) {
    this.#functions = functions;
    this.#insideFunction = insideFunction;
  }

  static graph(): GraphBuilder {
    return new GraphBuilder([], false);
  }

  /** The body of a function that this graph can call; finish it with `asFunction`. */
  functionBody(): GraphBuilder {
    return new GraphBuilder(this.#functions, true);
  }

  add(
    op: string,
    inputs: readonly Tensor[],
    attributes: Attributes,
    ports: readonly Port[],
    { after = [], name = `${op}_${this.nodes.length}` }: NodeOptions = {},
  ): Operation {
    this.nodes.push({
      name,
      op,
      inputs: [...inputs.map((input) => input.ref), ...after.map((operation) => `^${operation.name}`)],
      attributes,
    });
    const outputs = ports.map(({ dtype, shape }, index) => ({
      ref: this.#insideFunction ? `${name}:${portPosition(ports, index)}` : `${name}:${index}`,
      dtype,
      shape,
    }));
    return { name, outputs };
  }

  /** An operation with one output, and that output. */
  value(
    op: string,
    inputs: readonly Tensor[],
    attributes: Attributes,
    port: Port,
    options: NodeOptions = {},
  ): Tensor {
    return this.add(op, inputs, attributes, [port], options).outputs[0]!;
  }

  /** The same constant is one node, however often it is asked for. */
  constant(dtype: DType, shape: readonly number[], values: readonly number[]): Tensor {
    const key = `${dtype}|${shape.join()}|${values.join()}`;
    let constant = this.#constants.get(key);
    if (!constant) {
      const attributes = { dtype: { type: dtype }, value: { tensor: { dtype, shape, values } } } as const;
      constant = this.value('Const', [], attributes, { port: 'output', dtype, shape });
      this.#constants.set(key, constant);
    }
    return constant;
  }

  float(value: number): Tensor {
    return this.constant('float', [], [value]);
  }

  int(value: number): Tensor {
    return this.constant('int32', [], [value]);
  }

  ints(values: readonly number[]): Tensor {
    return this.constant('int32', [values.length], values);
  }

  /** An argument of the function whose body this is. */
  argument(name: string, dtype: DType, shape: Shape): Tensor {
    const tensor = { ref: name, dtype, shape };
    this.#arguments.push(tensor);
    return tensor;
  }

  /** Ends a function's body; the graph that began it can then call the function by name. */
  asFunction(name: string, outputs: readonly Tensor[], attributes: Attributes = {}): void {
    this.#functions.push({
      name,
      inputs: this.#arguments.map(({ ref, dtype }) => ({ name: ref, dtype })),
      outputs: outputs.map(({ ref, dtype }, index) => ({ name: `result_${index}`, dtype, from: ref })),
      nodes: this.nodes,
      attributes,
    });
  }

  description(): GraphDescription {
    return { nodes: this.nodes, functions: this.#functions };
  }
}

/** Inside functions TensorFlow counts an output within its port: ports that repeat are one list. */
function portPosition(ports: readonly Port[], index: number): string {
  const name = ports[index]!.port;
  const before = ports.slice(0, index).filter((port) => port.port === name).length;
  return `${name}:${before}`;
}
