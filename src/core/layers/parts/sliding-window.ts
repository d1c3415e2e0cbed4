import type { Window } from '../../graph/ops/neural';

/** Rows or columns that a window at one output position covers: input from `begin` to `end`, kernel from `kernel`. */
export interface Reach {
  begin: number;
  end: number;
  kernel: number;
}

/** For each output position along one axis what its window covers of the input. "same" pads as TensorFlow: the odd one last. */
export function reaches(length: number, outputLength: number, window: Window): Reach[] {
  const padding = Math.max(0, (outputLength - 1) * window.strides + window.kernelSize - length);
  const before = window.padding === 'same' ? Math.floor(padding / 2) : 0;
  return Array.from({ length: outputLength }, (_, position) => {
    const start = position * window.strides - before;
    const begin = Math.max(0, start);
    return { begin, end: Math.min(length, start + window.kernelSize), kernel: begin - start };
  });
}
