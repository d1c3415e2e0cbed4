import { EventEmitter } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { expect, test, vi } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporary-folder';

vi.mock('electron', () => ({ screen: {} }));
const { rememberBounds } = await import('../../../src/main/window/window-bounds');

const place = { x: 10, y: 20, width: 900, height: 700 };

test('the place is on disk once the window is closed, and only then', async () => {
  const folder = await temporaryFolder();
  const window = Object.assign(new EventEmitter(), { getNormalBounds: () => place });
  const log = vi.fn();
  rememberBounds(window as unknown as BrowserWindow, join(folder, 'bounds.json'), log);
  window.emit('close');
  expect(readdirSync(folder)).toEqual([]);
  window.emit('closed');
  expect(readdirSync(folder)).toEqual(['bounds.json']);
  expect(JSON.parse(readFileSync(join(folder, 'bounds.json'), 'utf8'))).toEqual(place);
  expect(log).not.toHaveBeenCalled();
});

test('a folder that is gone costs the place and is noted', async () => {
  const window = Object.assign(new EventEmitter(), { getNormalBounds: () => place });
  const log = vi.fn();
  rememberBounds(
    window as unknown as BrowserWindow,
    join(await temporaryFolder(), 'gone', 'bounds.json'),
    log,
  );
  window.emit('close');
  window.emit('closed');
  expect(log).toHaveBeenCalledWith(expect.stringContaining('place not kept'));
});
