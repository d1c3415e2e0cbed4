import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { errorCode } from '../../../files/disk-error';

export interface ProgramOptions {
  cwd?: string;
  signal?: AbortSignal | undefined;
}

/** Runs a program in the C locale; gives its output. Rejects as `execFile` does, with `stderr` on the error. */
export async function runProgram(
  program: string,
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<string> {
  const { cwd, signal } = options;
  const { stdout } = await promisify(execFile)(program, args, {
    ...(cwd && { cwd }),
    ...(signal && { signal }),
    env: { ...process.env, LC_ALL: 'C' },
    maxBuffer: 16 << 20,
  });
  return stdout;
}

/** Whether the program can be started at all. */
export async function hasProgram(program: string): Promise<boolean> {
  try {
    await runProgram(program, ['--version']);
    return true;
  } catch (error) {
    return errorCode(error) !== 'ENOENT';
  }
}
