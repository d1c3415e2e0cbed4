export interface Throttled {
  /** Calls at once, or later if the last call was less than `ms` ago; several asks in that time make one call. */
  ask(): void;
  /** Forgets a call that is due. */
  cancel(): void;
}

/** Lets `call` happen at most once in `ms` milliseconds, and never loses the last ask. */
export function throttle(ms: number, call: () => void): Throttled {
  let timer: NodeJS.Timeout | undefined;
  let due = false;

  const run = () => {
    due = false;
    timer = setTimeout(() => {
      timer = undefined;
      if (due) run();
    }, ms);
    call();
  };

  return {
    ask() {
      if (timer) due = true;
      else run();
    },
    cancel() {
      due = false;
    },
  };
}
