import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

export interface PeerArguments {
  data: string;
  /** Name of one of the CPU's models, empty with `plan`. */
  model: string;
  /** JSON file of a whole plan in place of `model` and `batch`. */
  plan: string;
  variant: string;
  batch: number;
  epochs: number;
  /** Only the first so many. */
  pictures: number;
  /** Ends after this time, within an epoch's length. */
  seconds: number;
  /** So many epochs are enough where they have taken `enoughSeconds`. */
  enoughEpochs: number;
  enoughSeconds: number;
  device: 'cpu' | 'gpu';
  bits: 'exact' | 'fast';
}

/** The same arguments as the Python peers take. */
export function parseArguments(): PeerArguments {
  const text = { type: 'string' } as const;
  const names = ['data', 'model', 'plan', 'variant', 'batch', 'epochs', 'pictures'];
  const ofGpu = ['seconds', 'enough-epochs', 'enough-seconds', 'device', 'bits'];
  const { values } = parseArgs({
    options: Object.fromEntries([...names, ...ofGpu].map((name) => [name, text])),
  });
  const { data, model = '', plan = '', variant = 'default' } = values;
  if (!data || !(model || plan)) throw new Error('A peer needs --data, and --model or --plan.');
  return {
    data,
    model,
    plan,
    variant,
    batch: Number(values.batch),
    epochs: Number(values.epochs),
    pictures: Number(values.pictures ?? 60_000),
    seconds: Number(values.seconds ?? Infinity),
    enoughEpochs: Number(values['enough-epochs'] ?? Infinity),
    enoughSeconds: Number(values['enough-seconds'] ?? Infinity),
    device: values.device === 'gpu' ? 'gpu' : 'cpu',
    bits: values.bits === 'exact' ? 'exact' : 'fast',
  };
}

// One line for the bench, where Node would print the source of the throw first.
process.on('uncaughtException', ({ message }) => {
  process.stderr.write(`Error: ${message}\n`);
  process.exit(1);
});

/** Tells the bench something, as one JSON line on stdout. */
export function report(event: string, values: object = {}): void {
  process.stdout.write(`${JSON.stringify({ event, ...values })}\n`);
}

export function reportDone(): void {
  report('done', { peakMemory: peakMemory() });
}

/** Most memory this process has held so far, in bytes. */
function peakMemory(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  // Not maxRSS: on Linux that starts with what the parent process held.
  const line = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
  return Number(line?.[1]) * 1024;
}
