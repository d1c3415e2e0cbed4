/**
 * When what had the focus is taken out of `main`, the keyboard is put at the part around it that takes the focus, as a table
 * whose rows come and go, else at the heading, which is then read out, rather than nowhere. Returns what ends that.
 */
export function keepFocus(main: HTMLElement): () => void {
  let focused: Element | null = null;
  let around: HTMLElement | null = null;
  const onFocus = ({ target }: FocusEvent) => {
    focused = target as Element;
    around = focused.parentElement?.closest<HTMLElement>('[tabindex]') ?? null;
  };
  const look = () => {
    if (focused === null || focused.isConnected || document.activeElement !== document.body) return;
    const next = around?.isConnected ? around : main.querySelector<HTMLElement>('h1');
    next?.focus({ preventScroll: true });
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
