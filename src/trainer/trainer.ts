import { TrainerSession } from './trainer-session';

/** The part of Electron's utility process that is used; its types would bring all of Electron in here. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

const { parentPort } = process as unknown as { parentPort?: ParentPort };
if (!parentPort) throw new Error('The trainer is started by Wardrobe, as a utility process.');

const session = new TrainerSession({ post: (message) => parentPort.postMessage(message) });

/** Main learns of it by the end of this process, and only then no one writes to the run any more. */
function giveUp(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
}

process.on('uncaughtException', giveUp);
process.on('unhandledRejection', giveUp);
// A terminal's Ctrl-C goes to every process started from it; main hears it too, and has the run stopped and kept.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
parentPort.on('message', ({ data }) => void session.hear(data).catch(giveUp));
