import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';

/** A window without a screen: what main asks of it is kept, and a test says whether it is looked at. */
export class FakeWindow extends EventEmitter {
  focused = true;
  minimized = false;
  destroyed = false;
  readonly titles: string[] = [];
  readonly bars: [value: number, mode: string][] = [];

  get asWindow(): BrowserWindow {
    return this as unknown as BrowserWindow;
  }

  isFocused(): boolean {
    return this.focused;
  }

  isMinimized(): boolean {
    return this.minimized;
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  restore(): void {
    this.minimized = false;
  }

  show(): void {}

  focus(): void {
    this.focused = true;
    this.emit('focus');
  }

  close(): void {
    const event = { prevented: false, preventDefault: () => void (event.prevented = true) };
    this.emit('close', event);
    this.destroyed = !event.prevented;
  }

  setTitle(title: string): void {
    this.titles.push(title);
  }

  setProgressBar(value: number, { mode }: { mode: string }): void {
    this.bars.push([value, mode]);
  }
}
