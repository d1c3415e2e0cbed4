import { end, signed, unsigned, type Code, type Local } from './assembler';

const plain =
  (opcode: number) =>
  (...operands: Code[]): Code => [...operands.flat(), opcode];
const simd =
  (opcode: number) =>
  (...operands: Code[]): Code => [...operands.flat(), 0xfd, ...unsigned(opcode)];
/** `offset` is in bytes; no alignment is promised beyond that of a float. */
const access = (prefix: Code) => ({
  load: (address: Code, offset = 0): Code => [...address, ...prefix, 2, ...unsigned(offset)],
  store: (address: Code, value: Code, offset = 0): Code => [
    ...address,
    ...value,
    ...prefix,
    2,
    ...unsigned(offset),
  ],
});

export const i32 = {
  const: (value: number): Code => [0x41, ...signed(value)],
  add: plain(0x6a),
  sub: plain(0x6b),
  mul: plain(0x6c),
  and: plain(0x71),
  shiftLeft: plain(0x74),
  less: plain(0x48),
  greaterEqual: plain(0x4e),
};

/** What SIMD has four of and a rest of columns has one of: the same source makes both. */
export interface Floats {
  type: 'v128' | 'f32';
  bytes: number;
  const(value: number): Code;
  /** The float at an address, in every lane. */
  loadSame(address: Code, offset?: number): Code;
  /** The value of an f32 local in every lane. */
  same(value: Code): Code;
  load(address: Code, offset?: number): Code;
  store(address: Code, value: Code, offset?: number): Code;
  add(a: Code, b: Code): Code;
  sub(a: Code, b: Code): Code;
  mul(a: Code, b: Code): Code;
  div(a: Code, b: Code): Code;
  sqrt(a: Code): Code;
}

const floatConst = (value: number): Code => [0x43, ...new Uint8Array(Float32Array.of(value).buffer)];

export const f32: Floats = {
  type: 'f32',
  bytes: 4,
  const: floatConst,
  loadSame: access([0x2a]).load,
  same: (value) => value,
  load: access([0x2a]).load,
  store: access([0x38]).store,
  add: plain(0x92),
  sub: plain(0x93),
  mul: plain(0x94),
  div: plain(0x95),
  sqrt: plain(0x91),
};

export const f32x4: Floats = {
  type: 'v128',
  bytes: 16,
  const: (value) => simd(0x13)(floatConst(value)),
  loadSame: access([0xfd, 0x09]).load,
  same: simd(0x13),
  load: access([0xfd, 0x00]).load,
  store: access([0xfd, 0x0b]).store,
  add: simd(0xe4),
  sub: simd(0xe5),
  mul: simd(0xe6),
  div: simd(0xe7),
  sqrt: simd(0xe3),
};

/** Adds to an i32 local. */
export const advance = (local: Local, by: Code): Code => local.set(i32.add(local.get, by));

/** Runs `body`, which must advance `counter`, as long as `counter` + `room` is at most `limit`. */
export const whileRoom = (counter: Local, room: number, limit: Code, body: Code): Code => {
  const left = i32.less(limit, i32.add(counter.get, i32.const(room)));
  // block { loop { leave the block unless there is room; body; again } }
  return [0x02, 0x40, 0x03, 0x40, ...left, 0x0d, 1, ...body, 0x0c, 0, end, end];
};
