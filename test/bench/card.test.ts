import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cardEnvironment, findCard, usedMemory } from '../../bench/gpu/card.mjs';
import { fakeMachine, type FakeMachine } from '../build/support/fake-machine';

let machine: FakeMachine;
beforeEach(async () => {
  machine = await fakeMachine();
  delete process.env.CUDA_VISIBLE_DEVICES;
});
afterEach(() => machine.remove());

describe.runIf(process.platform !== 'win32')('on a machine with several cards', () => {
  beforeEach(() =>
    machine.program(
      'nvidia-smi',
      `[ "$1" = -i ] || exit 1
       case "$3" in
         *memory.used) echo "$2" ;;
         *) echo "Card $2, 570.1, 80000" ;;
       esac`,
    ),
  );

  it.each([
    [undefined, '0'],
    ['3', '3'],
    ['2,1', '2'],
    ['GPU-1a2b', 'GPU-1a2b'],
  ])('asks about the one that CUDA_VISIBLE_DEVICES names: %s', (visible, card) => {
    if (visible) process.env.CUDA_VISIBLE_DEVICES = visible;
    expect(findCard()).toEqual({ name: `Card ${card}`, driver: '570.1', memory: 80_000 * 2 ** 20 });
    expect(cardEnvironment()).toEqual({ CUDA_DEVICE_ORDER: 'PCI_BUS_ID', CUDA_VISIBLE_DEVICES: card });
  });

  it("tells that card's memory", () => {
    process.env.CUDA_VISIBLE_DEVICES = '3';
    expect(usedMemory()).toBe(3 * 2 ** 20);
  });
});

it('finds none without nvidia-smi', () => {
  expect(findCard()).toBeNull();
  expect(usedMemory()).toBe(0);
});
