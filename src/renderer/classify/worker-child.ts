import type { WardrobeError } from '#core/domain/errors';
import type { Child, ChildEvents } from '#shared/supervisor';

/** As much of a Worker as is used here. */
export type WorkerPort = Pick<
  Worker,
  'postMessage' | 'terminate' | 'onmessage' | 'onerror' | 'onmessageerror'
>;

/** A worker as a child of a supervisor. `ended`: why its tasks fail when it dies; `transferred`: what is moved to it, not copied. */
export function workerChild<Message, Reply>(
  port: WorkerPort,
  events: ChildEvents<Reply>,
  ended: () => WardrobeError,
  transferred: (message: Message) => Transferable[] = () => [],
): Child<Message> {
  port.onmessage = ({ data }: MessageEvent<Reply>) => events.message(data);
  port.onerror = () => events.fail(ended());
  port.onmessageerror = () => events.fail(ended());
  return {
    post: (message) => port.postMessage(message, transferred(message)),
    kill: () => {
      port.terminate();
      // A worker does not tell of its end.
      events.exit(ended());
    },
  };
}
