import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { screen, type BrowserWindow, type Rectangle } from 'electron';
import { z } from 'zod';
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
  let last: Rectangle | undefined;
  // Closing may be refused; once it is not, the window can no longer be asked.
  window.on('close', () => (last = window.getNormalBounds()));
  window.on('closed', () => {
    if (!last) return;
    try {
      // The app quits next and would not wait.
      writeFileSync(`${file}.tmp`, JSON.stringify(last));
      renameSync(`${file}.tmp`, file);
    } catch (error) {
      log(`window: place not kept: ${String(error)}`);
    }
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
