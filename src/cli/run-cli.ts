import { Command, CommanderError } from 'commander';
import { currentVersions } from '#core/versions';
import { addClassify } from './commands/classify';
import { addCoach } from './commands/coach';
import { addCompare } from './commands/compare';
import { addData } from './commands/data/data';
import { addDoctor } from './commands/doctor';
import { addEvaluate } from './commands/evaluate';
import { addPresets } from './commands/presets';
import { addResume } from './commands/resume';
import { addRuns } from './commands/runs';
import { addTrain } from './commands/train';
import type { AddCommand, Work } from './command';
import { Terminal, type TerminalIo } from './terminal';

const addAll: readonly AddCommand[] = [
  addDoctor,
  addData,
  addPresets,
  addTrain,
  addResume,
  addEvaluate,
  addClassify,
  addCoach,
  addRuns,
  addCompare,
];

/** Runs one command line, without the program's name. Gives the exit code: 0 done, 1 failed, 2 wrong usage. */
export async function runCli(argv: readonly string[], io: TerminalIo): Promise<number> {
  let code = 0;
  const carryOut = async (json: boolean, work: Work): Promise<void> => {
    const terminal = new Terminal(io, json);
    try {
      code = await work(terminal);
      terminal.clearProgress();
    } catch (error) {
      terminal.error(error);
      code = 1;
    }
  };
  const program = new Command('wardrobe')
    .description('Train an image classifier on your own machine.')
    .version(currentVersions().app, '--version', 'show the version')
    .helpOption('-h, --help', 'show this help')
    .showHelpAfterError('Add --help to see what is possible.')
    // What comes after a command, or a command of a command, is that one's.
    .enablePositionalOptions();
  for (const add of addAll) add(program, carryOut);
  for (const command of withSubcommands(program))
    command.exitOverride().configureOutput({ writeOut: io.out, writeErr: io.err });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    if (argv.includes('--json')) {
      const message = error.message.replace(/^error: /, '');
      io.out(`${JSON.stringify({ event: 'error', error: { kind: 'bad-input', message } })}\n`);
    }
    return 2;
  }
}

const withSubcommands = (command: Command): Command[] => [
  command,
  ...command.commands.flatMap((one) => withSubcommands(one as Command)),
];
