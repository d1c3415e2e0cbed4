import { expect, test, vi } from 'vitest';
import { bridgeArgument, readBridgeArgument } from '#shared/bridge-argument';
import { contracts } from '#shared/contracts/all';
import { createBridge } from '../../src/preload/create-bridge';

const port = () => ({ invoke: vi.fn(() => Promise.resolve()), on: vi.fn(), removeListener: vi.fn() });
const pathOf = (file: File) => `/here/${file.name}`;
const names = readBridgeArgument([bridgeArgument(contracts)]);

test('the bridge holds what the contracts name and nothing else', () => {
  const bridge = createBridge(names, port(), pathOf);
  const keys = Object.fromEntries(Object.entries(bridge).map(([domain, one]) => [domain, Object.keys(one)]));
  expect(keys).toMatchInlineSnapshot(`
    {
      "app": [
        "ping",
        "info",
      ],
      "dataset": [
        "state",
        "get",
        "cancel",
        "chooseFolder",
        "split",
        "facts",
        "pictures",
        "onChanged",
      ],
      "files": [
        "pathOf",
      ],
      "imports": [
        "state",
        "look",
        "choose",
        "read",
        "begin",
        "next",
        "take",
        "cancel",
        "captured",
        "onChanged",
      ],
      "library": [
        "list",
        "choose",
        "samples",
        "change",
        "remove",
        "putBack",
        "showFolder",
        "onChanged",
      ],
      "runs": [
        "list",
        "get",
        "model",
        "cell",
        "compare",
        "changed",
        "label",
        "remove",
        "putBack",
        "onChanged",
      ],
      "settings": [
        "get",
        "set",
      ],
      "training": [
        "state",
        "start",
        "resumeRun",
        "extend",
        "pause",
        "resume",
        "stop",
        "probe",
        "engine",
        "onChanged",
        "onPoints",
        "onEngine",
      ],
    }
  `);
});

test('it tells where a file lies', () => {
  const { files } = createBridge(names, port(), pathOf);
  expect(files!.pathOf!(new File([], 'cat.png'))).toBe('/here/cat.png');
});

test('the bridge is frozen, in both depths', () => {
  const bridge = createBridge(names, port(), pathOf);
  expect(Object.isFrozen(bridge)).toBe(true);
  for (const domain of Object.values(bridge)) expect(Object.isFrozen(domain)).toBe(true);
});

test('a command passes on its input and nothing more', () => {
  const ends = port();
  const get = createBridge(names, ends, pathOf).runs!.get as (...all: unknown[]) => unknown;
  get({ id: 'a' }, 'more');
  expect(ends.invoke).toHaveBeenCalledExactlyOnceWith('runs:get', { id: 'a' });
});

test('what is no function can not listen', () => {
  const ends = port();
  expect(() => createBridge(names, ends, pathOf).dataset!.onChanged!('alert(1)')).toThrow(TypeError);
  expect(ends.on).not.toHaveBeenCalled();
});

test('without the argument there is no bridge; the last one counts', () => {
  expect(readBridgeArgument(['node', 'x'])).toEqual({});
  const forged = bridgeArgument({ evil: { domain: 'evil', commands: {}, events: {} } });
  expect(readBridgeArgument([forged, bridgeArgument(contracts)])).toEqual(names);
});
