import { best } from './presets/best';
import { classic } from './presets/classic';
import { convolutional } from './presets/convolutional';
import { outside } from './presets/outside';
import { fitRecipe, type Preset, type PresetTask, type Recipe } from './presets/recipe';
import { strong } from './presets/strong';

export type { Measured, Preset } from './presets/recipe';

/** Every recipe, from the fastest to the slowest; the last one is for pictures from outside. */
export const recipes: readonly Recipe[] = [classic, convolutional, strong, best, outside];

/** The recipes fitted to a data set, in the same order. */
export function presetsFor(dataSet: PresetTask): Preset[] {
  return recipes.map((recipe) => fitRecipe(recipe, dataSet));
}

export function findRecipe(id: string): Recipe | undefined {
  return recipes.find((recipe) => recipe.id === id);
}

export function findPreset(id: string, dataSet: PresetTask): Preset | undefined {
  const recipe = findRecipe(id);
  return recipe && fitRecipe(recipe, dataSet);
}
