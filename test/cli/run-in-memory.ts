import type { Interrupt } from '#core/on-interrupt';
import { runCli } from '../../src/cli/run-cli';

export interface Answered {
  code: number;
  /** Exit codes of quitting at once. */
  quits: number[];
  stdout: string;
  stderr: string;
  /** Each line of stdout; fails on one that is not JSON. */
  json: () => Record<string, unknown>[];
}

/** Runs a command line in this process. `interrupt` is called with what a Ctrl-C does, after what is written. */
export async function cli(
  home: string,
  args: readonly string[],
  {
    onOut,
    onErr,
    env = {},
  }: {
    onOut?: (interrupt: (signal?: Interrupt) => void) => void;
    onErr?: (text: string, interrupt: (signal?: Interrupt) => void) => void;
    env?: Record<string, string>;
  } = {},
): Promise<Answered> {
  let [stdout, stderr] = ['', ''];
  const quits: number[] = [];
  const listeners = new Set<(signal: Interrupt) => void>();
  const interrupt = (signal: Interrupt = 'SIGINT'): void => listeners.forEach((listener) => listener(signal));
  const code = await runCli(args, {
    env: { WARDROBE_HOME: home, WARDROBE_CACHE: home, ...env },
    out: (text) => {
      stdout += text;
      onOut?.(interrupt);
    },
    err: (text) => {
      stderr += text;
      onErr?.(text, interrupt);
    },
    rewrites: false,
    answersOnTerminal: false,
    columns: () => 80,
    onInterrupt: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    quit: (exitCode) => void quits.push(exitCode),
  });
  const json = () =>
    stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { code, quits, stdout, stderr, json };
}
