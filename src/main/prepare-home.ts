import { accessSync, constants, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import { toErrorInfo, WardrobeError } from '#core/domain/errors';

/**
 * Makes the home folder and has Chromium keep its files in it, too. Returns why that is impossible, or null. Has to
 * happen before the app is ready and before the single-instance lock, which belongs to the folder.
 */
export function prepareHome(home: string): WardrobeError | null {
  const windowFolder = join(home, 'window');
  try {
    mkdirSync(windowFolder, { recursive: true });
    accessSync(home, constants.W_OK);
    accessSync(windowFolder, constants.W_OK);
    app.setPath('userData', windowFolder);
    return null;
  } catch (error) {
    // Electron needs some folder even to say so.
    app.setPath('userData', mkdtempSync(join(tmpdir(), 'wardrobe-')));
    return new WardrobeError(
      'disk',
      `Wardrobe can't write to its folder ${home}: ${toErrorInfo(error).message}`,
      'Give yourself the right to write there, or set WARDROBE_HOME to another folder.',
    );
  }
}
