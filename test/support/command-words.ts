import type { Command } from 'commander';
import { makeProgram } from '../../infra/cli/program.ts';

/** The words of a line as a shell parts them; quotes hold some together. */
export const wordsOf = (line: string): string[] =>
  (line.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ''));

/**
 * Parses a line as the command line does, without doing anything; answers the command that it calls, such as
 * `campaign pause`. Wrong words throw.
 */
export async function parsed(line: string): Promise<string> {
  const words = wordsOf(line);
  const program = await makeProgram('en', words[0]);
  let called = '';
  const silence = (command: Command, path: string): void => {
    command.configureOutput({ writeErr: () => undefined, outputError: () => undefined });
    if (command.commands.length === 0)
      command.action(() => {
        called = path;
      });
    for (const inner of command.commands) silence(inner, `${path} ${inner.name()}`.trim());
  };
  silence(program, '');
  await program.parseAsync(words, { from: 'user' });
  return called;
}
