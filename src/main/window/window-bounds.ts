import { readFileSync } from 'node:fs';
import { screen, type BrowserWindow, type Rectangle } from 'electron';
import { z } from 'zod';
import { writeFileAtomic } from '#core/files/write-file-atomic';
import type { Log } from '../log-file';

const boundsSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(1),
  height: z.number().int().min(1),
});

/** Where the window was when it was last closed; undefined when that is unknown or on no screen any more. */
export function savedBounds(file: string): Rectangle | undefined {
  try {
    const bounds = boundsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    const { workArea } = screen.getDisplayMatching(bounds);
    return contains(workArea, bounds) ? bounds : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps the window's place in `file` when it is closed. */
export function rememberBounds(window: BrowserWindow, file: string, log: Log): void {
  window.on('close', () => {
    const text = JSON.stringify(window.getNormalBounds());
    writeFileAtomic(file, text).catch((error: unknown) => log(`window: place not kept: ${String(error)}`));
  });
}

function contains(outer: Rectangle, inner: Rectangle): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}
