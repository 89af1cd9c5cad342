import { Command } from 'commander';
import type { Language } from '../../shared/domain/bilingual.ts';
import { addCommands } from './commands.ts';
import { dress } from './help/dress.ts';
import { HEADINGS } from './help/table.ts';

/** The command line in a language: with the command of that word alone, or with all of them where there is none of that name. */
export async function makeProgram(language: Language, word = ''): Promise<Command> {
  const program = new Command('tierwise').exitOverride().showHelpAfterError(HEADINGS.more[language]);
  await addCommands(program, word);
  dress(program, language);
  return program;
}
