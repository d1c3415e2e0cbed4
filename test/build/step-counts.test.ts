import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { judgeCounts } from '../../build/gpu/judge-counts.mjs';
import { noteOperation, whyNotOnGpu } from '../../build/gpu/ran-where.mjs';
import { costOfStep, readCalls } from '../../build/gpu/step-counts.mjs';

/** A log of the counting driver, without the lines that are not read. */
const classic = readFileSync(
  new URL('../fixtures/counting-driver/classic-compiled.tsv', import.meta.url),
  'utf8',
);

test('reads what each call copied, launched and waited for', () => {
  const calls = readCalls(`kernel\t1\tbefore the first call\n${classic}`);
  expect(calls.map(({ kind, steps }) => [kind, steps])).toEqual([
    ['training', 16],
    ['training', 16],
    ['training', 48],
    ['validation', 0],
    ['validation', 0],
  ]);
  expect(calls[2]).toMatchObject({
    copiesIn: expect.arrayContaining([524_288, 4, 4]) as unknown,
    copiesOut: [4, 4, 4, 4, 4],
    kernels: 5,
    graphs: 1,
    graphKernels: 15,
    bodyKernels: 140,
    waits: 2,
  });
  expect(calls[4]).toMatchObject({ kernels: 21, libraryCalls: 2, graphs: 0 });
});

test('what a call costs once is no part of what a step costs', () => {
  const [, short, long] = readCalls(log({ way: 'scheduled', convolves: true }));
  expect(costOfStep(short!, long!)).toEqual({
    copiesIn: 2,
    copiesOut: 0,
    kernels: 4,
    libraryCalls: 1,
    graphs: 0,
    graphKernels: 0,
    waits: 0,
  });
});

describe('a training that keeps to the GPU', () => {
  test('is the classic, in one graph', () => {
    const { training, validation } = judgeCounts('compiled', readCalls(classic));
    expect(training.problems).toEqual([]);
    expect(training.counts).toContain('CUDA graphs 1 with 17.5 kernels a step');
    expect(validation.problems).toEqual([]);
  });

  test.each(['scheduled', 'compiled'] as const)('is one with convolutions, %s', (way) => {
    const { training, validation } = judgeCounts(way, readCalls(log({ way, convolves: true })));
    expect([...training.problems, ...validation.problems]).toEqual([]);
  });
});

describe('a training that does not', () => {
  const call = /^call\t1\t(?=.*"steps":48)(.*)\n/m;

  test.each([
    ['a batch of pictures that goes in', 'copy-in\t25088\t', 'more than the indices of 131072 pictures'],
    ['pictures that come out', 'copy-out\t25088\t', 'more than numbers comes out: 25088 bytes'],
    ['a number that every step sends', 'copy-in\t4\t\n'.repeat(32), 'copies in a step: 1, at most 0'],
    ['a number that every step fetches', 'copy-out\t4\t\n'.repeat(32), 'copies out a step: 1, at most 0'],
    ['a wait in every step', 'wait\t1\tstream\n'.repeat(32), 'waits a step: 1, at most 0'],
    ['a second graph', 'graph-launch\t1\tkernels 3', '2 graph launches'],
    ['a kernel in every step', 'kernel\t1\tMul\n'.repeat(32), '1 kernels a step, not one graph'],
  ])('is told by %s', (_, lines, problem) => {
    const changed = classic.replace(call, (line) => `${line}${lines.trimEnd()}\n`);
    expect(judgeCounts('compiled', readCalls(changed)).training.problems.join()).toContain(problem);
  });

  test('is told by a compiled loop with convolutions that asks in every step', () => {
    const eager = log({ way: 'compiled', convolves: true, stepsOfTurn: 1 });
    expect(judgeCounts('compiled', readCalls(eager)).training.problems).toContain(
      'waits a step: 1, at most 0.125 expected',
    );
  });

  test('is told by a log in which nothing is launched', () => {
    const idle = classic.replace(/^(kernel|library|graph-launch)\t.*\n/gm, '');
    const { training, validation } = judgeCounts('compiled', readCalls(idle));
    expect(training.problems).toContain('nothing was launched');
    expect(validation.problems).toContain('nothing was launched');
  });

  test('is told by pictures that go in to be judged', () => {
    const changed = classic.replace(/copy-in\t1024\t/g, `copy-in\t${256 * 784}\t`);
    expect(judgeCounts('compiled', readCalls(changed)).validation.problems.join()).toContain('200704 bytes');
  });

  test('is told by a log that ends early', () => {
    const [half = ''] = classic.split(/^call.*validation.*$/m);
    expect(() => judgeCounts('compiled', readCalls(half))).toThrow('ends after 3 of its calls');
  });
});

describe('where TensorFlow runs operations', () => {
  const line = (op: string, device: string): string =>
    `I0000 00:00:1795822047.506552   13137 executor.cc:879] Process node: 5 step 17 {{node While_144/${op}_3}} = ` +
    `${op}[T=DT_INT32, _device="/job:localhost/replica:0/task:0/device:${device}:0"](x, y) ` +
    `device: /job:localhost/replica:0/task:0/device:${device}:0`;
  const why = (...lines: string[]): string | undefined => {
    const ran = { gpu: 0, cpu: new Set<string>() };
    for (const text of lines) noteOperation(ran, text);
    return whyNotOnGpu(ran);
  };

  test('all on the GPU, but for what passes inputs and outputs', () => {
    expect(why(line('MatMul', 'GPU'), line('_Recv', 'CPU'), line('NoOp', 'CPU'), 'another')).toBeUndefined();
  });

  test('what XLA computes ahead does not count', () => {
    const ahead =
      'Process node: 4 step -1 {{node Const_230}} = Const[dtype=DT_INT32]() device: /device:CPU:0';
    expect(why(line('MatMul', 'GPU'), ahead)).toBeUndefined();
  });

  test('some on the CPU', () => {
    expect(why(line('MatMul', 'GPU'), line('Where', 'CPU'), line('Gather', 'CPU'))).toBe(
      'on the CPU: Gather, Where',
    );
  });

  test('no operation in the log', () => {
    expect(why('another')).toBe('its log names none');
  });
});

interface Log {
  way: 'scheduled' | 'compiled';
  convolves: boolean;
  stepsOfTurn?: number;
}

/** A log as the driver writes it, with 5 launches that every call has. */
function log({ way, convolves, stepsOfTurn = 8 }: Log): string {
  const step = ['kernel\t1\tMul\n'.repeat(3), 'library\t1\tcudnnBackendExecute\n'];
  if (way === 'scheduled') step.push('copy-in\t4\t\ncopy-in\t16\t\n');
  else step.push('graph-launch\t1\tkernels 5 copies 0\n');
  const turn = way === 'compiled' ? 'copy-out\t1\t\nwait\t1\tstream\n' : '';
  const call = (kind: string, steps: number): string =>
    [
      `call\t1\t${JSON.stringify({ kind, steps, pictures: 3072, convolves })}\n`,
      'copy-in\t12288\t\ncopy-out\t4\t\nwait\t1\tstream\n',
      'kernel\t1\tCast\n'.repeat(5),
      step.join('').repeat(steps),
      turn.repeat(steps / stepsOfTurn),
    ].join('');
  return ['training', 'training', 'training', 'validation', 'validation']
    .map((kind, index) => call(kind, [16, 16, 48, 0, 0][index]!))
    .join('');
}
