import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

export interface PeerArguments {
  data: string;
  model: string;
  variant: string;
  batch: number;
  epochs: number;
}

/** The same arguments as the Python peers take. */
export function parseArguments(): PeerArguments {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: { data: text, model: text, variant: text, batch: text, epochs: text },
  });
  const { data, model, variant = 'default', batch, epochs } = values;
  if (!data || !model) throw new Error('A peer needs --data and --model.');
  return { data, model, variant, batch: Number(batch), epochs: Number(epochs) };
}

/** Tells the bench something, as one JSON line on stdout. */
export function report(event: string, values: Record<string, unknown> = {}): void {
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
