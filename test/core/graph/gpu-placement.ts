import { vi } from 'vitest';
import { GraphBuilder, type Tensor } from '#core/graph/graph-builder';
import type { Attributes, FunctionDescription } from '#core/graph/graph-description';
import { compileProgram, type ProgramSettings } from '#core/graph/program/training-program';
import type { Kernel, KernelRegistry } from '../../../build/gpu/kernel-registry.mjs';

/** Values up to this size may be in the host's memory: counters, shapes, keys of random numbers. */
const smallSize = 64;

interface AddedOperation {
  builder: GraphBuilder;
  op: string;
  inputs: readonly Tensor[];
  attributes: Attributes;
  outputs: readonly (Tensor & { port: string })[];
}

/** Operations for which data travels between GPU and host, one line a kind. */
export interface HostOperations {
  /** Those that no GPU has a kernel for: TensorFlow puts them on the CPU. */
  withoutKernel: string[];
  /** Those in the loop whose GPU kernel has more than a few numbers in the host's memory. */
  inHostMemory: string[];
}

/** Compiles a program and looks up each of its operations; functions that XLA compiles are left out, since they need no kernels. */
export function hostOperations(settings: ProgramSettings, registry: KernelRegistry): HostOperations {
  const { operations, functionOf, compiledByXla } = recordOperations(settings);
  const found: HostOperations = { withoutKernel: [], inHostMemory: [] };
  for (const operation of operations) {
    const where = functionOf(operation.builder);
    if (where && compiledByXla.has(where)) continue;
    const name = `${where ?? 'graph'}: ${inWords(operation)}`;
    for (const part of [operation, ...loopControl(operation)]) {
      const kernel = kernelFor(part, registry);
      if (!kernel) found.withoutKernel.push(part === operation ? name : `${name} (its ${inWords(part)})`);
      else if (where) {
        const large = largeInHostMemory(part, kernel, registry);
        if (large) found.inHostMemory.push(`${name}: ${large}`);
      }
    }
  }
  return {
    withoutKernel: [...new Set(found.withoutKernel)].sort(),
    inHostMemory: [...new Set(found.inHostMemory)].sort(),
  };
}

/** Compiles a program and notes every operation with the shapes of what it takes and gives. */
function recordOperations(settings: ProgramSettings): {
  operations: AddedOperation[];
  functionOf(builder: GraphBuilder): string | undefined;
  compiledByXla: ReadonlySet<string>;
} {
  const operations: AddedOperation[] = [];
  const add = GraphBuilder.prototype.add;
  const spy = vi.spyOn(GraphBuilder.prototype, 'add').mockImplementation(function (
    this: GraphBuilder,
    ...[op, inputs, attributes, ports, options]
  ) {
    const operation = add.call(this, op, inputs, attributes, ports, options);
    const outputs = operation.outputs.map((output, index) => ({ ...output, port: ports[index]!.port }));
    operations.push({ builder: this, op, inputs, attributes, outputs });
    return operation;
  });
  try {
    const { functions } = compileProgram(settings).graph;
    return {
      operations,
      functionOf: (builder) => functions.find(({ nodes }) => nodes === builder.nodes)?.name,
      compiledByXla: compiledFunctions(functions),
    };
  } finally {
    spy.mockRestore();
  }
}

function compiledFunctions(functions: readonly FunctionDescription[]): Set<string> {
  const compiled = new Set<string>();
  const visit = (name: string): void => {
    const { nodes } = functions.find((one) => one.name === name)!;
    compiled.add(name);
    for (const attribute of nodes.flatMap((node) => Object.values(node.attributes))) {
      if ('function' in attribute) visit(attribute.function);
    }
  };
  for (const { name, attributes } of functions) if ('_XlaMustCompile' in attributes) visit(name);
  return compiled;
}

/** What TensorFlow makes of a loop that it lowers: operations that hand on each value. */
function loopControl({ builder, op, attributes }: AddedOperation): AddedOperation[] {
  const types = attributes.T;
  if (op !== 'While' || !types || !('types' in types)) return [];
  const parts = ['Enter', 'Merge', 'Switch', 'NextIteration', 'Exit'];
  return [...new Set(types.types)].flatMap((type) =>
    parts.map((part) => ({ builder, op: part, inputs: [], attributes: { T: { type } }, outputs: [] })),
  );
}

const inWords = ({ op, attributes }: AddedOperation): string =>
  [op, ...Object.values(typesOf(attributes))].join(' ');

function kernelFor({ op, attributes }: AddedOperation, registry: KernelRegistry): Kernel | undefined {
  const types = typesOf(attributes);
  return registry[op]?.kernels.find((each) => fits(each, types));
}

/** The first of its inputs and outputs that a kernel has in the host's memory and that is more than a few numbers. */
function largeInHostMemory(
  operation: AddedOperation,
  kernel: Kernel,
  registry: KernelRegistry,
): string | undefined {
  const inputs = inputsByName(operation, registry[operation.op]!.inputs);
  const large = [...inputs, ...operation.outputs].find(
    // A handle is always there.
    (value) => kernel.host.includes(value.port) && value.dtype !== 'resource' && !isSmall(value),
  );
  return large && `${large.port} [${large.shape.map((size) => size ?? '?').join(', ')}] of ${large.dtype}`;
}

function typesOf(attributes: Attributes): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => ('type' in value ? [[name, value.type]] : [])),
  );
}

/** An attribute that a node does not name has TensorFlow's default, which every kernel here allows. */
const fits = (kernel: Kernel, types: Record<string, string>): boolean =>
  Object.entries(kernel.types).every(([name, allowed]) => !(name in types) || allowed.includes(types[name]!));

function inputsByName({ inputs }: AddedOperation, names: readonly string[]): (Tensor & { port: string })[] {
  const lengthOfList = inputs.length - (names.length - 1);
  const ports = names.flatMap((name) =>
    name.endsWith('*') ? Array<string>(lengthOfList).fill(name.slice(0, -1)) : [name],
  );
  return inputs.map((input, index) => ({ ...input, port: ports[index]! }));
}

const isSmall = ({ shape }: Tensor): boolean =>
  shape.reduce<number>((size, dimension) => size * (dimension ?? Infinity), 1) <= smallSize;
