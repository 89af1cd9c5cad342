import { type Command, CommanderError } from 'commander';
import type { Language } from '../../shared/domain/bilingual.ts';
import { errorIn } from './help/commander-words.ts';
import { makeProgram } from './program.ts';

/**
 * Does what the words say, in a language. The process’s exit code is then 0 done, 1 refused or failed, 2 wrong words; with
 * `--json` one object went to standard output in each case but that of help.
 */
export async function answer(words: readonly string[], language: Language): Promise<void> {
  const program = await makeProgram(language, words[0]);
  await parsed(program, words).catch((error: unknown) => wrong(error, words, language));
}

/** Without a word people look for help, which is no mistake. */
async function parsed(program: Command, words: readonly string[]): Promise<void> {
  if (words.length === 0) return void program.outputHelp();
  await program.parseAsync(asksHelpOf(words), { from: 'user' });
}

/** Commander's own `help` knows a command alone, and not those within it. */
function asksHelpOf(words: readonly string[]): readonly string[] {
  const [first, ...path] = words;
  return first === 'help' && path.length > 1 ? [...path, '--help'] : words;
}

/** Commander has said what is wrong; help and version come this way too, and are none. */
function wrong(error: unknown, words: readonly string[], language: Language): void {
  if (!(error instanceof CommanderError)) throw error;
  if (error.exitCode === 0) return;
  process.exitCode = 2;
  if (words.includes('--json'))
    process.stdout.write(`${JSON.stringify({ error: errorIn(error.message, language) })}\n`);
}
