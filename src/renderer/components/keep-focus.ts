/**
 * When what had the focus is taken out of `main`, the keyboard is put at its heading rather than nowhere, and the heading
 * is read out. Returns what ends that.
 */
export function keepFocus(main: HTMLElement): () => void {
  let focused: Element | null = null;
  const onFocus = ({ target }: FocusEvent) => (focused = target as Element);
  const look = () => {
    if (focused === null || focused.isConnected || document.activeElement !== document.body) return;
    main.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  };
  // A part that puts the focus somewhere itself comes first.
  const observer = new MutationObserver(() => setTimeout(look));
  main.addEventListener('focusin', onFocus);
  observer.observe(main, { childList: true, subtree: true });
  return () => {
    observer.disconnect();
    main.removeEventListener('focusin', onFocus);
  };
}
