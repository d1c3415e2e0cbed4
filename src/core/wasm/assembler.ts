/**
 * Writes WebAssembly modules, so that the few loops that must be fast can use SIMD and stand here as source: no compiler
 * to install, no binary in the repository. Opcodes: the WebAssembly core specification, appendix "Index of Instructions".
 */

export type Code = readonly number[];
export type ValueType = 'i32' | 'f32' | 'v128';

const typeCodes: Record<ValueType, number> = { i32: 0x7f, f32: 0x7d, v128: 0x7b };

/** A local variable of a function. */
export class Local {
  readonly index: number;
  readonly type: ValueType;

  constructor(index: number, type: ValueType) {
    this.index = index;
    this.type = type;
  }

  get get(): Code {
    return [0x20, ...unsigned(this.index)];
  }

  set(value: Code): Code {
    return [...value, 0x21, ...unsigned(this.index)];
  }
}

/** Hands out the locals of one function. */
export class Locals {
  readonly parameters: readonly Local[];
  readonly #types: ValueType[] = [];

  constructor(parameters: readonly ValueType[]) {
    this.parameters = parameters.map((type, index) => new Local(index, type));
  }

  add(type: ValueType): Local {
    this.#types.push(type);
    return new Local(this.parameters.length + this.#types.length - 1, type);
  }

  addAll(type: ValueType, count: number): Local[] {
    return Array.from({ length: count }, () => this.add(type));
  }

  /** As a function's body begins: each with the number of times it is repeated. */
  get declaration(): Code {
    return list(this.#types.map((type) => [1, typeCodes[type]]));
  }
}

/** A function without a result, under the name by which JavaScript calls it. */
export interface WasmFunction<Name extends string = string> {
  name: Name;
  parameters: readonly ValueType[];
  body(locals: Locals): Code;
}

/** A function whose body gets its parameters by name; JavaScript passes them in this order. */
export function wasmFunction<Name extends string, Parameter extends string>(
  name: Name,
  parameters: Readonly<Record<Parameter, ValueType>>,
  body: (parameters: Record<Parameter, Local>, locals: Locals) => Code,
): WasmFunction<Name> {
  const names = Object.keys(parameters) as Parameter[];
  return {
    name,
    parameters: names.map((parameter) => parameters[parameter]),
    body(locals) {
      const byName = names.map((parameter, index) => [parameter, locals.parameters[index]!]);
      return body(Object.fromEntries(byName) as Record<Parameter, Local>, locals);
    },
  };
}

/** The bytes of a module of these functions; its memory is imported as `env.memory`. */
export function assemble(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ parameters }) => [
    0x60,
    ...list(parameters.map((type) => [typeCodes[type]])),
    0,
  ]);
  const memory = [...text('env'), ...text('memory'), 0x02, 0x00, 0x00];
  const bodies = functions.map(({ parameters, body }) => {
    const locals = new Locals(parameters);
    const code = body(locals);
    return sized([...locals.declaration, ...code, end]);
  });
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, list(types)),
    ...section(2, list([memory])),
    ...section(3, list(functions.map((_, index) => unsigned(index)))),
    ...section(7, list(functions.map(({ name }, index) => [...text(name), 0x00, ...unsigned(index)]))),
    ...section(10, list(bodies)),
  ]);
}

export const end = 0x0b;

/** Unsigned LEB128. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return bytes;
}

/** Signed LEB128. */
export function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    const done = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
    bytes.push(done ? low : low | 0x80);
    if (done) return bytes;
  }
}

const list = (items: readonly Code[]): number[] => [...unsigned(items.length), ...items.flat()];
const sized = (code: Code): number[] => [...unsigned(code.length), ...code];
const section = (id: number, content: Code): number[] => [id, ...sized(content)];
const text = (value: string): number[] => sized([...new TextEncoder().encode(value)]);
