import type { Bridge } from '#shared/contracts/all';

declare global {
  interface Window {
    /** Put there by the preload script. */
    readonly wardrobe: Bridge;
  }
}
