import type { Attachment } from 'svelte/attachments';

const holds = new Set([' ', 'Enter']);

/**
 * Calls `begin` when a button is pressed, by mouse, finger, Space or Enter, and `end` when it is let go, when the press leaves it to another
 * window or element, and when the button goes away. What presses without holding, as a screen reader does, begins and ends at once.
 */
export function hold(begin: () => void, end: () => void): Attachment<HTMLElement> {
  return (button) => {
    let held = false;
    /** The click that follows a press which was held is none of its own. */
    let pressed = false;
    const press = () => {
      if (held || (button as HTMLButtonElement).disabled) return;
      held = true;
      pressed = true;
      begin();
    };
    const release = () => {
      if (!held) return;
      held = false;
      end();
    };
    const listeners: { [K in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[K]) => void } = {
      pointerdown: (event) => {
        if (event.button !== 0) return;
        button.setPointerCapture(event.pointerId);
        press();
      },
      lostpointercapture: release,
      keydown: (event) => {
        if (!holds.has(event.key)) return;
        event.preventDefault();
        if (!event.repeat) press();
      },
      keyup: (event) => {
        if (!holds.has(event.key)) return;
        event.preventDefault();
        release();
        pressed = false;
      },
      click: () => {
        if (!pressed) {
          press();
          release();
        }
        pressed = false;
      },
      blur: release,
      contextmenu: (event) => event.preventDefault(),
    };
    const all = Object.entries(listeners) as [string, EventListener][];
    for (const [name, listener] of all) button.addEventListener(name, listener);
    window.addEventListener('blur', release);
    return () => {
      for (const [name, listener] of all) button.removeEventListener(name, listener);
      window.removeEventListener('blur', release);
      release();
    };
  };
}
