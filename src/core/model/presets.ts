import { best } from './presets/best';
import { classic } from './presets/classic';
import { convolutional } from './presets/convolutional';
import { outside } from './presets/outside';
import type { Preset } from './presets/preset';
import { strong } from './presets/strong';

export type { Measured, Preset } from './presets/preset';

/** Every preset, from the fastest to the slowest; the last one is for pictures from outside. */
export const presets: readonly Preset[] = [classic, convolutional, strong, best, outside];

export function findPreset(id: string): Preset | undefined {
  return presets.find((preset) => preset.id === id);
}
