import type { Command } from 'commander';
import { fail, openTerminal, type Terminal } from './terminal.ts';

export interface CommonOptions {
  json?: boolean;
  state?: string;
}

/**
 * A command with the options that all share; what it throws becomes an exit code and a sentence. What help says of it and of its
 * options stands in the table of `help/`.
 */
export function command<Options extends CommonOptions>(
  program: Command,
  usage: string,
  act: (terminal: Terminal, options: Options, ...args: string[]) => Promise<void>,
): Command {
  return program
    .command(usage)
    .option('--json')
    .option('--state <dir>')
    .action(async (...given: unknown[]) => {
      const args = given.filter((each): each is string => typeof each === 'string');
      const options = given.at(-2) as Options;
      const terminal = openTerminal(options.json === true);
      await act(terminal, options, ...args).catch((error: unknown) => fail(terminal, error));
    });
}
