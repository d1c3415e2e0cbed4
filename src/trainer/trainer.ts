import { TrainerSession } from './trainer-session';

/** The part of Electron's utility process that is used; its types would bring all of Electron in here. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

const { parentPort } = process as unknown as { parentPort?: ParentPort };
if (!parentPort) throw new Error('The trainer is started by Wardrobe, as a utility process.');

const session = new TrainerSession({ post: (message) => parentPort.postMessage(message) });

/** Long enough for the last message to leave the process, ms. */
const lastWords = 200;

function giveUp(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  session.fail(error);
  setTimeout(() => process.exit(1), lastWords);
}

process.on('uncaughtException', giveUp);
process.on('unhandledRejection', giveUp);
parentPort.on('message', ({ data }) => void session.hear(data).catch(giveUp));
