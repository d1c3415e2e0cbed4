import { onInterrupt } from '#core/on-interrupt';
import { runCli } from './run-cli';

/** Work that would rather be told of an interruption than be ended by it. */
let underWay = 0;

/** Says no more to a reader that is gone, as `head` is early and a terminal when it is closed. */
function writerTo(stream: NodeJS.WriteStream): (text: string) => void {
  let gone = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    gone = true;
    if (stream === process.stdout && underWay === 0) process.exit(error.code === 'EPIPE' ? 0 : 1);
  });
  return (text) => {
    if (!gone) stream.write(text);
  };
}

/** Set by a starter that passes stderr on to a terminal. */
const passedOnColumns = Number(process.env.WARDROBE_TERMINAL_COLUMNS);

const code = await runCli(process.argv.slice(2), {
  env: process.env,
  out: writerTo(process.stdout),
  err: writerTo(process.stderr),
  rewrites: process.stderr.isTTY || passedOnColumns > 0,
  answersOnTerminal: process.stdout.isTTY,
  columns: () => process.stderr.columns || passedOnColumns || 80,
  onInterrupt: (listener) => {
    underWay += 1;
    const unsubscribe = onInterrupt(listener);
    return () => {
      underWay -= 1;
      unsubscribe();
    };
  },
  quit: (exitCode) => process.exit(exitCode),
});
// TensorFlow keeps its own threads; what is written must be out before they are cut off.
process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
