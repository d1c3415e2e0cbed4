import { WardrobeError } from '#core/domain/errors';

/** A process or worker that has been started. */
export interface Child<Out> {
  post(message: Out): void;
  /** Ends it wherever it stands; its exit is told by `ChildEvents`, now or later. */
  kill(): void;
}

/** What a child, or the code that starts it, tells its supervisor. */
export interface ChildEvents<In> {
  message(message: In): void;
  /** It can't be used any more, though it may still run: it is killed. */
  fail(reason: WardrobeError): void;
  /** It is gone. `reason` is what an open request rejects with, unless it was ended from here. */
  exit(reason: WardrobeError): void;
}

export interface Deadline {
  ms: number;
  /** What the request rejects with once the child that missed it is gone. */
  reason: WardrobeError;
}

export interface Settle<Reply> {
  resolve(reply: Reply): void;
  reject(error: WardrobeError): void;
}

export interface Request<Out, In, Reply> {
  message: Out;
  /** Hears all that the child says while the request is open; leaves what is not about it alone. */
  hear(message: In, settle: Settle<Reply>): void;
  deadline?: Deadline;
  /**
   * Whether to ask a fresh child the same, when one that was warm has exited before it said anything: it may have died a moment
   * ago, without our knowing yet.
   */
  repeats?(): boolean;
}

interface OpenRequest<Out, In> {
  message: Out;
  hear(message: In): void;
  reject(error: unknown): void;
  repeats(): boolean;
}

/**
 * Watches over one child at a time: starts it when it is first asked something, keeps it warm between requests, and ends it when it
 * misses a deadline. One request at a time, and each settles once; it rejects only when the child is gone, or by its own `hear`. What
 * a child says when nothing is asked, or after another has taken its place, is dropped.
 */
export class Supervisor<Out, In> {
  readonly #start: (events: ChildEvents<In>) => Child<Out>;
  #child: Child<Out> | undefined;
  #events: ChildEvents<In> | undefined;
  /** Why the child is being ended from here. */
  #ending: WardrobeError | undefined;
  #request: OpenRequest<Out, In> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(start: (events: ChildEvents<In>) => Child<Out>) {
    this.#start = start;
  }

  get isBusy(): boolean {
    return this.#request !== undefined;
  }

  ask<Reply>({ message, hear, deadline, repeats }: Request<Out, In, Reply>): Promise<Reply> {
    return new Promise((resolve, reject) => {
      if (this.#request) throw new Error('A request is open already.');
      const warm = this.#ending ? undefined : this.#child;
      const child = warm ?? this.#begin();
      let mayRepeat = warm !== undefined;
      const settle = (act: () => void): void => {
        if (this.#request !== open) return;
        clearTimeout(this.#timer);
        this.#request = undefined;
        act();
      };
      const settled: Settle<Reply> = {
        resolve: (reply) => settle(() => resolve(reply)),
        reject: (error) => settle(() => reject(error)),
      };
      const open: OpenRequest<Out, In> = {
        message,
        hear: (heard) => {
          mayRepeat = false;
          hear(heard, settled);
        },
        reject: (error) => settle(() => reject(error)),
        repeats: () => {
          const repeat = mayRepeat && (repeats?.() ?? false);
          mayRepeat = false;
          return repeat;
        },
      };
      this.#request = open;
      if (deadline) this.setDeadline(deadline);
      this.#post(child, open);
    });
  }

  /** Replaces the open request's deadline; it counts from now. */
  setDeadline({ ms, reason }: Deadline): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.end(reason), ms);
  }

  /** Posts without a reply: to the child that works on the open request. */
  tell(message: Out): void {
    if (this.#request) this.#child?.post(message);
  }

  /** Ends the child, if there is one; an open request rejects with `reason` once it is gone. */
  end(reason: WardrobeError = noLongerNeeded()): void {
    if (!this.#child) return;
    this.#ending = reason;
    this.#child.kill();
  }

  #begin(): Child<Out> {
    const events: ChildEvents<In> = {
      message: (message) => {
        if (this.#events === events) this.#request?.hear(message);
      },
      fail: (reason) => {
        if (this.#events === events) this.end(reason);
      },
      exit: (reason) => {
        if (this.#events === events) this.#exited(reason);
      },
    };
    const child = this.#start(events);
    this.#child = child;
    this.#events = events;
    this.#ending = undefined;
    return child;
  }

  #exited(reason: WardrobeError): void {
    const [request, ending] = [this.#request, this.#ending];
    this.#child = undefined;
    this.#events = undefined;
    this.#ending = undefined;
    if (!request) return;
    if (!ending && request.repeats()) this.#post(this.#begin(), request);
    else request.reject(ending ?? reason);
  }

  #post(child: Child<Out>, request: OpenRequest<Out, In>): void {
    try {
      child.post(request.message);
    } catch (error) {
      request.reject(error);
    }
  }
}

const noLongerNeeded = (): WardrobeError => new WardrobeError('cancelled', 'It is no longer needed.');
