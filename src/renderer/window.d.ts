import type { Bridge } from '#shared/bridge';

declare global {
  interface Window {
    /** Put there by the preload script. */
    readonly wardrobe: Bridge;
  }
}
