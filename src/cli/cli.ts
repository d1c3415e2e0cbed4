import { runCli } from './run-cli';

const interrupts = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

// Whoever reads the answers may stop early, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

/** Set by a starter that passes stderr on to a terminal. */
const passedOnColumns = Number(process.env.WARDROBE_TERMINAL_COLUMNS);

const code = await runCli(process.argv.slice(2), {
  env: process.env,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  rewrites: process.stderr.isTTY || passedOnColumns > 0,
  columns: () => process.stderr.columns || passedOnColumns || 80,
  onInterrupt: (listener) => {
    for (const signal of interrupts) process.on(signal, listener);
    return () => {
      for (const signal of interrupts) process.off(signal, listener);
    };
  },
  quit: (exitCode) => process.exit(exitCode),
});
// TensorFlow keeps threads of its own; what is written must be out before they are cut off.
process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
