import { wasmFunction, type Code, type Local, type WasmFunction } from './assembler';
import { advance, f32, f32x4, i32, whileRoom, type Floats } from './instructions';

/**
 * `gatherPatches`: what each place of a convolution's kernel sees, one patch after another, from one picture that is padded
 * already. `patches` [rows × columns × kernelRows × run floats], `picture` with its rows `pitch` bytes apart; the kernel moves
 * by `down` and `right` bytes. A run is what lies side by side: kernel columns × channels.
 */
export const gatherPatches = patches('gatherPatches', (floats, picture, patch) =>
  floats.store(patch.get, floats.load(picture.get)),
);

/** `addPatches`: the way back: adds each patch to where it came from. */
export const addPatches = patches('addPatches', (floats, picture, patch) =>
  floats.store(picture.get, floats.add(floats.load(picture.get), floats.load(patch.get))),
);

function patches<Name extends string>(
  name: Name,
  move: (floats: Floats, picture: Local, patch: Local) => Code,
): WasmFunction<Name> {
  return wasmFunction(
    name,
    {
      picture: 'i32',
      patches: 'i32',
      rows: 'i32',
      columns: 'i32',
      kernelRows: 'i32',
      run: 'i32',
      pitch: 'i32',
      down: 'i32',
      right: 'i32',
    },
    ({ picture, patches: patch, rows, columns, kernelRows, run, pitch, down, right }, locals) => {
      const [row, column, kernelRow, float] = locals.addAll('i32', 4) as [Local, Local, Local, Local];
      const [lineStart, windowStart, runStart, at] = locals.addAll('i32', 4) as [Local, Local, Local, Local];
      const loop = (counter: Local, limit: Local, body: Code): Code => [
        ...counter.set(i32.const(0)),
        ...whileRoom(counter, 1, limit.get, [...body, ...advance(counter, i32.const(1))]),
      ];
      const moves = (floats: Floats): Code =>
        whileRoom(float, floats.bytes / 4, run.get, [
          ...move(floats, at, patch),
          ...advance(at, i32.const(floats.bytes)),
          ...advance(patch, i32.const(floats.bytes)),
          ...advance(float, i32.const(floats.bytes / 4)),
        ]);
      const wholeRun: Code = [
        ...at.set(runStart.get),
        ...float.set(i32.const(0)),
        ...moves(f32x4),
        ...moves(f32),
        ...advance(runStart, pitch.get),
      ];
      const window: Code = [
        ...runStart.set(windowStart.get),
        ...loop(kernelRow, kernelRows, wholeRun),
        ...advance(windowStart, right.get),
      ];
      const line: Code = [
        ...windowStart.set(lineStart.get),
        ...loop(column, columns, window),
        ...advance(lineStart, down.get),
      ];
      return [...lineStart.set(picture.get), ...loop(row, rows, line)];
    },
  );
}
