import { wasmFunction, type Code, type Local, type Locals, type WasmFunction } from './assembler';
import { advance, f32, f32x4, i32, whileRoom, type Floats } from './instructions';

/** Rows and floats across of the tile that is kept in registers: with eight sums there is room for the operands. */
const tileRows = 4;
const tileVectors = 2;

/**
 * c [m × n] = a [m × k] · b [k × n], all float32 at addresses in bytes. `b` and `c` lie row by row; `a` has its rows `aRow` and
 * its columns `aColumn` bytes apart, so it may be transposed as it lies.
 */
export const matrixProduct = product('matrixProduct', false);

/** The same, added to what `c` holds. */
export const addMatrixProduct = product('addMatrixProduct', true);

function product<Name extends string>(name: Name, adds: boolean): WasmFunction<Name> {
  return wasmFunction(
    name,
    { a: 'i32', b: 'i32', c: 'i32', m: 'i32', n: 'i32', k: 'i32', aRow: 'i32', aColumn: 'i32' },
    ({ a, b, c, m, n, k, aRow, aColumn }, locals) => {
      const column = locals.add('i32');
      const row = locals.add('i32');
      const pitch = locals.add('i32');
      const tile = { a: locals.add('i32'), b: locals.add('i32'), c: locals.add('i32') };
      const offsets = locals.addAll('i32', tileRows);
      const depth = locals.add('i32');

      const tiles = (floats: Floats, across: number): Code => {
        const lanes = (floats.bytes / 4) * across;
        const start: Code = [
          ...tile.a.set(i32.add(a.get, i32.mul(row.get, aRow.get))),
          ...tile.b.set(i32.add(b.get, i32.shiftLeft(column.get, i32.const(2)))),
          ...tile.c.set(
            i32.add(i32.add(c.get, i32.mul(row.get, pitch.get)), i32.shiftLeft(column.get, i32.const(2))),
          ),
        ];
        const down = (rows: number): Code => [
          ...start,
          ...oneTile(locals, { adds, floats, rows, across, tile, offsets, depth, k, pitch, aColumn }),
          ...advance(row, i32.const(rows)),
        ];
        return whileRoom(column, lanes, n.get, [
          ...row.set(i32.const(0)),
          ...whileRoom(row, tileRows, m.get, down(tileRows)),
          ...whileRoom(row, 1, m.get, down(1)),
          ...advance(column, i32.const(lanes)),
        ]);
      };

      return [
        ...pitch.set(i32.shiftLeft(n.get, i32.const(2))),
        ...offsets.flatMap((offset, index) => offset.set(i32.mul(aRow.get, i32.const(index)))),
        ...column.set(i32.const(0)),
        ...tiles(f32x4, tileVectors),
        ...tiles(f32x4, 1),
        ...tiles(f32, 1),
      ];
    },
  );
}

interface TileParts {
  /** Whether the sums start with what `c` holds. */
  adds: boolean;
  floats: Floats;
  rows: number;
  across: number;
  /** Addresses of the tile's first elements. */
  tile: { a: Local; b: Local; c: Local };
  /** Bytes from the tile's first row of `a` to each of its rows. */
  offsets: readonly Local[];
  depth: Local;
  k: Local;
  /** Bytes from one row of `b` or `c` to the next. */
  pitch: Local;
  aColumn: Local;
}

function oneTile(
  locals: Locals,
  { adds, floats, rows, across, tile, offsets, depth, k, pitch, aColumn }: TileParts,
): Code {
  const sums = Array.from({ length: rows }, () => locals.addAll(floats.type, across));
  const right = locals.addAll(floats.type, across);
  const left = locals.add(floats.type);
  const step: Code = [
    ...right.flatMap((local, index) => local.set(floats.load(tile.b.get, index * floats.bytes))),
    ...sums.flatMap((line, index) => [
      ...left.set(floats.loadSame(index === 0 ? tile.a.get : i32.add(tile.a.get, offsets[index]!.get))),
      ...line.flatMap((sum, place) => sum.set(floats.add(sum.get, floats.mul(left.get, right[place]!.get)))),
    ]),
    ...advance(tile.a, aColumn.get),
    ...advance(tile.b, pitch.get),
    ...advance(depth, i32.const(1)),
  ];
  const start = (row: number, place: number): Code => {
    if (!adds) return floats.const(0);
    const address = i32.add(tile.c.get, i32.mul(pitch.get, i32.const(row)));
    return floats.load(address, place * floats.bytes);
  };
  return [
    ...sums.flatMap((line, row) => line.flatMap((sum, place) => sum.set(start(row, place)))),
    ...depth.set(i32.const(0)),
    ...whileRoom(depth, 1, k.get, step),
    ...sums.flatMap((line) => [
      ...line.flatMap((sum, place) => floats.store(tile.c.get, sum.get, place * floats.bytes)),
      ...advance(tile.c, pitch.get),
    ]),
  ];
}
