import { describe, expect, test } from 'vitest';
import { adamStep } from '#core/wasm/adam-step';
import { addMatrixProduct, matrixProduct } from '#core/wasm/matrix-product';
import { addPatches, gatherPatches } from '#core/wasm/patches';
import { transpose } from '#core/wasm/transpose';
import { openFunction, randomFloats } from './wasm-bench';

const f32 = Math.fround;

/** Sides that leave every kind of rest: rows beside tiles of four, columns beside eight, four and one. */
const shapes = [
  [1, 1, 1],
  [4, 8, 3],
  [5, 15, 7],
  [32, 10, 128],
  [3, 4, 0],
  [9, 13, 2],
] as const;

describe.each([
  { transposed: false, adds: false },
  { transposed: true, adds: false },
  { transposed: false, adds: true },
  { transposed: true, adds: true },
])('a matrix product, %j', ({ transposed, adds }) => {
  test.each(shapes)('%i × %i over %i', (m, n, k) => {
    const { place, run, read, isGuarded } = openFunction(adds ? addMatrixProduct : matrixProduct);
    const [a, b, before] = [randomFloats(m * k, 1), randomFloats(k * n, 2), randomFloats(m * n, 3)];
    const [aAt, bAt, cAt] = [place(a), place(b), place(before)];
    const [row, column] = transposed ? [1, m] : [k, 1];
    run(aAt, bAt, cAt, m, n, k, 4 * row, 4 * column);
    const found = read(cAt, m * n);
    for (let i = 0; i < m; i++)
      for (let j = 0; j < n; j++) {
        let sum = adds ? before[i * n + j]! : 0;
        for (let l = 0; l < k; l++) sum += a[i * row + l * column]! * b[l * n + j]!;
        expect(found[i * n + j]).toBeCloseTo(sum, 4);
      }
    expect(isGuarded(cAt, m * n)).toBe(true);
    expect(read(bAt, k * n)).toEqual(b);
  });
});

test.each([
  [1, 1],
  [5, 7],
  [128, 10],
])('transposing %i × %i', (rows, columns) => {
  const { place, run, read, isGuarded } = openFunction(transpose);
  const source = randomFloats(rows * columns, 1);
  const [from, to] = [place(source), place(new Float32Array(source.length))];
  run(from, to, rows, columns);
  const expected = source.map((_, at) => source[(at % rows) * columns + Math.floor(at / rows)]!);
  expect(read(to, source.length)).toEqual(expected);
  expect(isGuarded(to, source.length)).toBe(true);
});

test.each([1, 3, 4, 1003])('Adam on %i weights', (count) => {
  const { place, run, read, isGuarded } = openFunction(adamStep);
  const [weight, gradient, m] = [1, 2, 3].map((seed) => randomFloats(count, seed)) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const v = randomFloats(count, 4).map(Math.abs);
  const before = [weight, gradient, m, v].map(place);
  const after = [1, 2, 3].map(() => place(new Float32Array(count)));
  const [rest1, rest2, epsilon, corrected, decay] = [0.1, 0.001, 1e-7, 0.003, 0.01].map(f32) as [
    number,
    number,
    number,
    number,
    number,
  ];
  run(...before, ...after, count, rest1, rest2, epsilon, corrected, decay);
  const [newWeight, newM, newV] = after.map((at) => read(at, count));
  for (let i = 0; i < count; i++) {
    const [g, w] = [gradient[i]!, weight[i]!];
    // One rounding an operation, so every lane is right to the last bit.
    const nextM = f32(m[i]! + f32(f32(g - m[i]!) * rest1));
    const nextV = f32(v[i]! + f32(f32(f32(g * g) - v[i]!) * rest2));
    const move = f32(f32(nextM * corrected) / f32(f32(Math.sqrt(nextV)) + epsilon));
    expect(newM![i]).toBe(nextM);
    expect(newV![i]).toBe(nextV);
    expect(newWeight![i]).toBe(f32(f32(w - f32(decay * w)) - move));
  }
  expect(read(before[0]!, count)).toEqual(weight);
  expect(after.every((at) => isGuarded(at, count))).toBe(true);
});

describe.each([
  { height: 5, width: 6, channels: 1, kernel: 3, stride: 1 },
  { height: 7, width: 5, channels: 3, kernel: 2, stride: 2 },
  { height: 4, width: 4, channels: 5, kernel: 4, stride: 1 },
])('the patches of a picture, %j', ({ height, width, channels, kernel, stride }) => {
  const rows = Math.floor((height - kernel) / stride) + 1;
  const columns = Math.floor((width - kernel) / stride) + 1;
  const run = kernel * channels;
  const pitch = 4 * width * channels;
  const sizes = [rows, columns, kernel, run, pitch, stride * pitch, 4 * stride * channels];
  /** Where in the picture each float of the patches comes from. */
  const origins: number[] = [];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      for (let y = 0; y < kernel; y++)
        for (let float = 0; float < run; float++)
          origins.push(((row * stride + y) * width + column * stride) * channels + float);

  test('gathered', () => {
    const { place, run: gather, read, isGuarded } = openFunction(gatherPatches);
    const picture = randomFloats(height * width * channels, 1);
    const [from, to] = [place(picture), place(new Float32Array(origins.length))];
    gather(from, to, ...sizes);
    expect(read(to, origins.length)).toEqual(Float32Array.from(origins, (at) => picture[at]!));
    expect(isGuarded(to, origins.length)).toBe(true);
  });

  test('added back', () => {
    const { place, run: add, read, isGuarded } = openFunction(addPatches);
    const patches = randomFloats(origins.length, 2);
    const expected = new Float32Array(height * width * channels);
    const [to, from] = [place(expected), place(patches)];
    origins.forEach((at, index) => (expected[at] = expected[at]! + patches[index]!));
    add(to, from, ...sizes);
    expect(read(to, expected.length)).toEqual(expected);
    expect(isGuarded(to, expected.length)).toBe(true);
  });
});
