export interface OnceAFrame {
  /** Has the work done before the next frame is drawn; asking again until then changes nothing. */
  ask(): void;
  cancel(): void;
}

/** `work`, done at most once a frame however often it is asked for, and not at all while the window is hidden. */
export function onceAFrame(work: () => void): OnceAFrame {
  let frame: number | null = null;
  return {
    ask() {
      frame ??= requestAnimationFrame(() => {
        frame = null;
        work();
      });
    },
    cancel() {
      if (frame !== null) cancelAnimationFrame(frame);
      frame = null;
    },
  };
}
