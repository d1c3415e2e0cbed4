import { join } from 'node:path';
import type { Page } from '@playwright/test';

const folder = process.env.WARDROBE_PICTURES;
export const takesPictures = folder !== undefined;

/**
 * Saves the window as `<name>-light.png` and `<name>-dark.png` in the folder that WARDROBE_PICTURES names; without it,
 * does nothing. README's pictures are made this way.
 */
export async function keepPicture(page: Page, name: string): Promise<void> {
  if (folder === undefined) return;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    // The chart takes its colours from the scheme in the next frame.
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`) });
  }
  await page.emulateMedia({ colorScheme: null });
}
