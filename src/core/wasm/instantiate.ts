import { assemble, type WasmFunction } from './assembler';

/** What is used of the global that Node and browsers have; TypeScript knows it only together with the DOM. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  Instance: new (module: object, imports: { env: { memory: unknown } }) => { exports: unknown };
};

export type Compiled<Name extends string> = Readonly<Record<Name, (...numbers: number[]) => void>>;

/** The functions, by name, compiled and working on `memory` (a WebAssembly.Memory). */
export function instantiate<Name extends string>(
  functions: readonly WasmFunction<Name>[],
  memory: unknown,
): Compiled<Name> {
  const module = new WebAssembly.Module(assemble(functions));
  return new WebAssembly.Instance(module, { env: { memory } }).exports as Compiled<Name>;
}
