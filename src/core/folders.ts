import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

type Env = Record<string, string | undefined>;

/** Where data, runs and settings live: WARDROBE_HOME, else the platform's user-data folder. */
export function homeFolder(env: Env = process.env, platform: string = process.platform): string {
  if (env.WARDROBE_HOME) return resolve(env.WARDROBE_HOME);
  if (platform === 'win32') return join(env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Wardrobe');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Wardrobe');
  return join(env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'Wardrobe');
}

/** Where downloaded parts are kept, shared by every clone: WARDROBE_CACHE, else the platform's cache folder. */
export function cacheFolder(env: Env = process.env, platform: string = process.platform): string {
  if (env.WARDROBE_CACHE) return resolve(env.WARDROBE_CACHE);
  if (platform === 'win32')
    return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'wardrobe-cache');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'wardrobe');
  return join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'wardrobe');
}

export const dataFolder = (home: string): string => join(home, 'data', 'fashion-mnist');
/** Of all data sets but Fashion-MNIST, a folder each. */
export const dataSetsFolder = (home: string): string => join(home, 'datasets');
export const runsFolder = (home: string): string => join(home, 'runs');
export const settingsFile = (home: string): string => join(home, 'settings.json');
/** Measured times, which can be measured again. */
export const pacesFile = (home: string): string => join(home, 'measured-times.json');
