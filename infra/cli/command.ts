import type { Command } from 'commander';
import { fail, openTerminal, type Terminal } from './terminal.ts';

export interface CommonOptions {
  json?: boolean;
  state?: string;
}

/** A command with the options that all share; what it throws becomes an exit code and a sentence. */
export function command<Options extends CommonOptions>(
  program: Command,
  usage: string,
  description: string,
  act: (terminal: Terminal, options: Options, ...args: string[]) => Promise<void>,
): Command {
  return program
    .command(usage)
    .description(description)
    .option('--json', 'one JSON object on standard output, nothing else there')
    .option('--state <dir>', 'the local cloud to use, when several are up')
    .action(async (...given: unknown[]) => {
      const args = given.filter((each): each is string => typeof each === 'string');
      const options = given.at(-2) as Options;
      const terminal = openTerminal(options.json === true);
      await act(terminal, options, ...args).catch((error: unknown) => fail(terminal, error));
    });
}
