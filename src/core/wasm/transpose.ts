import { wasmFunction, type Local } from './assembler';
import { advance, f32, i32, whileRoom } from './instructions';

/** Writes the floats of `source` [rows × columns] to `target` [columns × rows]. */
export const transpose = wasmFunction(
  'transpose',
  { source: 'i32', target: 'i32', rows: 'i32', columns: 'i32' },
  ({ source, target, rows, columns }, locals) => {
    const [row, column, to, pitch] = locals.addAll('i32', 4) as [Local, Local, Local, Local];
    return [
      ...pitch.set(i32.shiftLeft(rows.get, i32.const(2))),
      ...row.set(i32.const(0)),
      ...whileRoom(row, 1, rows.get, [
        ...to.set(i32.add(target.get, i32.shiftLeft(row.get, i32.const(2)))),
        ...column.set(i32.const(0)),
        ...whileRoom(column, 1, columns.get, [
          ...f32.store(to.get, f32.load(source.get)),
          ...advance(source, i32.const(4)),
          ...advance(to, pitch.get),
          ...advance(column, i32.const(1)),
        ]),
        ...advance(row, i32.const(1)),
      ]),
    ];
  },
);
