import { toErrorInfo, WardrobeError } from '#core/domain/errors';
import type { Command, Envelope } from '#shared/define-contract';
import type { Log } from '../log-file';

export interface Question {
  channel: string;
  /** Whether our own page asks, from its main frame. */
  trusted: boolean;
  input: unknown;
}

type Handler = (input: never) => unknown;

/**
 * Asks `handler` and puts what comes of it into an envelope; never rejects. A stranger and an input that the schema
 * does not take are refused without entering the handler; an output that the schema does not take is an internal error.
 */
export async function answer(
  command: Command,
  handler: Handler,
  { channel, trusted, input }: Question,
  log: Log,
): Promise<Envelope<unknown>> {
  try {
    if (!trusted) throw new WardrobeError('refused', "Only Wardrobe's own window may ask this.");
    const parsed = command.input.safeParse(input);
    if (!parsed.success) throw badInput(parsed.error.issues);
    const output = await handler(parsed.data as never);
    return { ok: true, value: withOwnBuffers(command.output.parse(output)) };
  } catch (error) {
    const info = toErrorInfo(error);
    if (info.kind === 'internal') {
      log(`${channel}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return { ok: false, error: internal };
    }
    if (info.kind === 'refused' || info.kind === 'bad-input')
      log(`${channel}: ${info.kind}: ${info.message}`);
    return { ok: false, error: info };
  }
}

const internal = {
  kind: 'internal',
  message: 'Something went wrong inside Wardrobe.',
  hint: 'Try again. If it happens again, the file wardrobe.log in the data folder says what it was.',
} as const;

function badInput(issues: readonly { path: PropertyKey[]; message: string }[]): WardrobeError {
  const [issue] = issues;
  const where = issue && issue.path.length > 0 ? `${issue.path.map(String).join('.')}: ` : '';
  return new WardrobeError(
    'bad-input',
    `This can't be used: ${where}${issue?.message ?? 'wrong form'}.`,
    'Correct the value and try again.',
  );
}

/** IPC copies the whole memory behind a view: one that shows a part of more is cut out first, also for privacy. */
function withOwnBuffers(value: unknown): unknown {
  if (value instanceof Uint8Array) {
    return value.byteLength === value.buffer.byteLength ? value : new Uint8Array(value);
  }
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withOwnBuffers(part)]));
}
