/** Folders of the set-up. The rules for cache and home are those of src/core/folders.ts (a test compares them). */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export const projectFolder = resolve(import.meta.dirname, '..', '..');

/**
 * Where downloaded parts are kept, shared by every clone.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} platform
 */
export function cacheFolder(env = process.env, platform = process.platform) {
  if (env.WARDROBE_CACHE) return resolve(env.WARDROBE_CACHE);
  if (platform === 'win32')
    return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'wardrobe-cache');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'wardrobe');
  return join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'wardrobe');
}

/**
 * Where data, runs and settings live.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} platform
 */
export function homeFolder(env = process.env, platform = process.platform) {
  if (env.WARDROBE_HOME) return resolve(env.WARDROBE_HOME);
  if (platform === 'win32') return join(env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Wardrobe');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Wardrobe');
  return join(env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'Wardrobe');
}
