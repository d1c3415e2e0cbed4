import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { choose, readOptions } from '../../bench/options.mjs';

describe('readOptions', () => {
  it('measures three rounds on the CPU, with the set-up, unless told otherwise', () => {
    expect(readOptions([])).toEqual({
      device: 'cpu',
      only: undefined,
      peers: undefined,
      rounds: 3,
      quick: false,
      python: undefined,
      scripts: undefined,
      setUp: true,
      seconds: Infinity,
      results: undefined,
      rehearse: false,
    });
    expect(readOptions(['--quick']).rounds).toBe(1);
  });

  it('takes what a machine without network needs, paths as from where one stands', () => {
    const args = '--device gpu --no-set-up --python python3 --scripts peers --seconds 150 --results out';
    expect(readOptions(args.split(' '))).toMatchObject({
      device: 'gpu',
      setUp: false,
      python: 'python3',
      scripts: resolve('peers'),
      seconds: 150,
      results: resolve('out'),
    });
    expect(readOptions(['--python', 'there/python']).python).toBe(resolve('there/python'));
  });

  it.each([
    [['--device', 'tpu'], /cpu or gpu/],
    [['--rounds', '0'], /--rounds/],
    [['--device', 'gpu', '--seconds', 'soon'], /--seconds/],
    [['--device', 'gpu', '--seconds', '0'], /--seconds/],
    [['--seconds', '10'], /for --device gpu/],
    [['--rehearse'], /for --device gpu/],
    [['--no-such'], /no-such/],
  ])('refuses %j', (args, message) => {
    expect(() => readOptions(args)).toThrow(message);
  });
});

describe('choose', () => {
  const all = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];

  it('keeps the order of all, and takes all when none is named', () => {
    expect(choose(all, 'c,a')).toEqual([{ id: 'a' }, { id: 'c' }]);
    expect(choose(all, undefined)).toEqual(all);
  });

  it('names an id that there is not', () => {
    expect(() => choose(all, 'a,d')).toThrow('"d" is not one of a, b, c.');
  });
});
