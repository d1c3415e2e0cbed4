import { expect, test } from 'vitest';
import { readRegistry } from '../../build/gpu/kernel-registry.mjs';

type Field = [number: number, content: string | Uint8Array | number[]];

/** A protobuf message; a field holds text, another message, or packed numbers. */
const message = (...fields: Field[]): Buffer =>
  Buffer.concat(
    fields.map(([number, content]) => {
      const bytes = Buffer.from(content as Uint8Array);
      return Buffer.concat([Buffer.from([(number << 3) | 2, bytes.length]), bytes]);
    }),
  );

interface Registered {
  op: string;
  device: string;
  types?: [attribute: string, types: number[]];
  host?: string[];
  label?: string;
}

function kernel({ op, device, types, host = [], label }: Registered): Field {
  const fields: Field[] = [
    [1, op],
    [2, device],
  ];
  if (types) fields.push([3, message([1, types[0]], [2, message([1, message([6, types[1]])])])]);
  for (const name of host) fields.push([4, name]);
  if (label) fields.push([5, label]);
  return [1, message(...fields)];
}

const [float, int32, bfloat16] = [1, 3, 14];

test('tells what a GPU has of an operation', () => {
  const kernels = message(
    kernel({ op: 'Add', device: 'GPU', types: ['T', [float]] }),
    kernel({ op: 'Add', device: 'GPU', types: ['T', [bfloat16]] }),
    kernel({ op: 'Add', device: 'DEFAULT', types: ['T', [int32]], host: ['x', 'y', 'z'] }),
    kernel({ op: 'Add', device: 'CPU', types: ['T', [int32]] }),
    kernel({ op: 'Pack', device: 'GPU', label: 'special' }),
    kernel({ op: 'Print', device: 'CPU' }),
    kernel({ op: 'Concat', device: 'GPU', host: ['axis'] }),
  );
  const operations = message(
    [1, message([1, 'Add'], [2, message([1, 'x'])], [2, message([1, 'y'])])],
    [1, message([1, 'Concat'], [2, message([1, 'values'], [5, 'N'])], [2, message([1, 'axis'])])],
  );
  expect(readRegistry(kernels, operations)).toEqual({
    Add: {
      inputs: ['x', 'y'],
      kernels: [
        { types: { T: ['float'] }, host: [] },
        { types: { T: ['int32'] }, host: ['x', 'y', 'z'] },
      ],
    },
    Concat: { inputs: ['values*', 'axis'], kernels: [{ types: {}, host: ['axis'] }] },
  });
});

test('joins kernels that differ in the types of one attribute', () => {
  const kernels = message(
    kernel({ op: 'Add', device: 'GPU', types: ['T', [int32]] }),
    kernel({ op: 'Add', device: 'GPU', types: ['T', [float]] }),
  );
  const { Add } = readRegistry(kernels, message([1, message([1, 'Add'])]));
  expect(Add?.kernels).toEqual([{ types: { T: ['float', 'int32'] }, host: [] }]);
});
