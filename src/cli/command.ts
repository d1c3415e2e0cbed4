import type { Command } from 'commander';
import type { Terminal } from './terminal';

/** What a command does; gives its exit code, or throws what is told as an error with exit code 1. */
export type Work = (terminal: Terminal) => Promise<number>;

export type CarryOut = (json: boolean, work: Work) => Promise<void>;

/** Adds one command to the program; its action ends in `carryOut`. */
export type AddCommand = (program: Command, carryOut: CarryOut) => void;

/** What every command has. */
export const jsonOption = ['--json', 'write one JSON object a line to stdout and nothing else'] as const;
export interface JsonOption {
  json?: boolean;
}
