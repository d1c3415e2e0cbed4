import { findRecipe } from '#core/model/presets';

/** "the classic": what a plan with this preset is called within a sentence. */
export function spokenName(presetId: string): string {
  return findRecipe(presetId)?.spoken ?? `the ${presetId}`;
}
