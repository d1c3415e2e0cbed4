/** What kind of failure this is: the caller may act on it, the words are for people. */
export const errorKinds = [
  'bad-input',
  'not-found',
  'not-ready',
  'busy',
  'cancelled',
  'offline',
  'checksum',
  'corrupt',
  'too-large',
  'not-a-picture',
  'timeout',
  'disk',
  'camera',
  'out-of-memory',
  'diverged',
  'unsupported',
  'trainer-exited',
  'refused',
  'internal',
] as const;
export type ErrorKind = (typeof errorKinds)[number];

/** An error as it crosses process borders and reaches people: what is wrong, and what to do next. */
export interface ErrorInfo {
  kind: ErrorKind;
  message: string;
  hint?: string | undefined;
}

/** An expected failure. `message` says what is wrong, `hint` what to do about it. */
export class WardrobeError extends Error {
  readonly kind: ErrorKind;
  readonly hint: string | undefined;

  constructor(kind: ErrorKind, message: string, hint?: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'WardrobeError';
    this.kind = kind;
    this.hint = hint;
  }
}

/** Any thrown value as an ErrorInfo; what is not a WardrobeError is `internal`. */
export function toErrorInfo(error: unknown): ErrorInfo {
  if (error instanceof WardrobeError) return { kind: error.kind, message: error.message, hint: error.hint };
  return { kind: 'internal', message: error instanceof Error ? error.message : String(error) };
}

/** The reverse of `toErrorInfo`: an error that crossed a process border, to be thrown on this side. */
export function fromErrorInfo({ kind, message, hint }: ErrorInfo): WardrobeError {
  return new WardrobeError(kind, message, hint);
}
