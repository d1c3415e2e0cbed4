import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultSettings, SettingsStore } from '../../../src/main/settings/settings-store';

let home: string;
let file: string;
let logged: string[];
const open = () => SettingsStore.open(file, (line) => void logged.push(line));

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'wardrobe-settings-'));
  file = join(home, 'sub', 'settings.json');
  logged = [];
});

afterEach(() => rm(home, { recursive: true }));

const withEpochs = (epochs: number) => ({ ...defaultSettings, plan: { ...defaultSettings.plan, epochs } });

test('without a file the defaults hold, and nothing is written or logged', async () => {
  expect((await open()).get()).toEqual(defaultSettings);
  expect(logged).toEqual([]);
});

test('what is set holds at once and after opening again; of many the last one stays', async () => {
  const store = await open();
  const writes = Array.from({ length: 20 }, (_, i) => store.set(withEpochs(i + 1)));
  expect(store.get()).toEqual(withEpochs(20));
  await Promise.all(writes);
  expect((await open()).get()).toEqual(withEpochs(20));
});

test.each(['', '{', '[]', '{"plan": {"epochs": 99999}}', 'null'])(
  '%j is put aside and said',
  async (text) => {
    await (await open()).set(withEpochs(3));
    await writeFile(file, text);
    expect((await open()).get()).toEqual(defaultSettings);
    const [aside] = (await readdir(join(home, 'sub'))).filter((name) => name.includes('unusable'));
    expect(await readFile(join(home, 'sub', aside!), 'utf8')).toBe(text);
    expect(logged.join()).toContain('settings: not usable');
  },
);
