import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import * as core from '#core/folders';
import * as setUp from '../../build/setup/folders.mjs';

const environments = [
  {},
  { WARDROBE_CACHE: '/somewhere/cache', WARDROBE_HOME: '/somewhere/home' },
  { WARDROBE_CACHE: 'some/cache', WARDROBE_HOME: './home' },
  { WARDROBE_CACHE: '', WARDROBE_HOME: '' },
  { XDG_CACHE_HOME: '/xdg/cache', XDG_CONFIG_HOME: '/xdg/config' },
  { LOCALAPPDATA: '/local', APPDATA: '/roaming' },
];

it.each(['linux', 'darwin', 'win32'])('uses the same folders as the app on %s', (platform) => {
  for (const env of environments) {
    expect(setUp.cacheFolder(env, platform)).toBe(core.cacheFolder(env, platform));
    expect(setUp.homeFolder(env, platform)).toBe(core.homeFolder(env, platform));
  }
});

it('a relative folder is one below the current folder', () => {
  expect(core.homeFolder({ WARDROBE_HOME: 'home' })).toBe(resolve('home'));
  expect(core.cacheFolder({ WARDROBE_CACHE: 'cache' })).toBe(resolve('cache'));
});

it('looks for the data set where the app puts it', async () => {
  const { datasetFolder } = await import('../../build/setup/dataset.mjs');
  expect(datasetFolder()).toBe(core.dataFolder(core.homeFolder()));
});
