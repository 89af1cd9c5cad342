import type { Argument, Command, Help } from 'commander';
import type { Bilingual, Language } from '../../../shared/domain/bilingual.ts';
import { cellsOf } from '../terminal.ts';
import { hanging } from '../wrap.ts';
import type { CommandHelp } from './command-help.ts';
import { errorIn, notesIn, titleIn, usageIn } from './commander-words.ts';
import { COMMON_OPTIONS, GROUPS, HEADINGS, HELP, PROGRAM, QUESTIONS } from './table.ts';

/** How a command is called from the project’s folder. */
const CALL = 'npm run tierwise --';

/** Gives the program and every command in it the texts of the table, and commander’s own words, in a language. */
export function dress(program: Command, language: Language): void {
  program
    .description([PROGRAM[language], '', ...questionLines(language)].join('\n'))
    .addHelpText('after', `\n${[...codeLines(undefined, language), '', HEADINGS.more[language]].join('\n')}`);
  if (program.commands.length > 1) program.helpCommand('help [command]', said('--help', language));
  speak(program, language);
  for (const command of program.commands) dressCommand(command, command.name(), language);
}

function dressCommand(command: Command, path: string, language: Language): void {
  speak(command, language);
  const help = HELP[path];
  const group = GROUPS.find(([, commands]) => commands[path] === help);
  if (help && group) teach(command.helpGroup(group[0][language]), help, language);
  if (command.commands.length > 0) command.helpCommand('help [command]', said('--help', language));
  for (const inner of command.commands) dressCommand(inner, `${path} ${inner.name()}`, language);
}

function teach(command: Command, help: CommandHelp, language: Language): void {
  command
    .summary(help.does[language])
    .description(`${help.does[language]}\n\n${help.when[language]}`)
    .addHelpText(
      'after',
      `\n${[...exampleLines(help, language), '', ...codeLines(help, language)].join('\n')}`,
    );
  for (const option of command.options) {
    const flag = option.long ?? '';
    option.description = (help.options?.[flag] ?? COMMON_OPTIONS[flag])?.[language] ?? '';
  }
}

/** Commander’s own words: titles, notes, errors; and Chinese broken into lines by the cells that it takes. */
function speak(command: Command, language: Language): void {
  const format: Partial<Help> = {
    ...{ displayWidth: cellsOf, boxWrap, styleTitle: (title: string) => titleIn(title, language) },
    styleOptionDescription: (text: string) => notesIn(text, language),
    styleUsage: (text: string) => `${CALL} ${usageIn(text.replace(/^tierwise /, ''), language)}`,
    subcommandTerm: termOf,
  };
  command
    .configureHelp(format)
    .helpOption('-h, --help', said('--help', language))
    .configureOutput({ outputError: (text, write) => write(errorIn(text, language)) });
}

/** In a list of commands their options would take the room of what they do. */
const termOf = (command: Command): string =>
  [command.name(), ...command.registeredArguments.map(humanReadable)].join(' ');

const humanReadable = (argument: Argument): string =>
  argument.required ? `<${argument.name()}>` : `[${argument.name()}]`;

const boxWrap = (text: string, width: number): string =>
  text
    .split('\n')
    .flatMap((line) => (line === '' ? [''] : hanging(/^ */.exec(line)?.[0] ?? '', line.trimStart(), width)))
    .join('\n');

const said = (flag: string, language: Language): string => COMMON_OPTIONS[flag]?.[language] ?? '';

const questionLines = (language: Language): string[] => [
  HEADINGS.questions[language],
  ...table(
    QUESTIONS.map(([question, words]) => [question, `${CALL} ${words}`]),
    language,
  ),
];

const exampleLines = ({ examples }: CommandHelp, language: Language): string[] => [
  HEADINGS.examples[language],
  ...examples.flatMap(([words, says]) => [`  ${CALL} ${words}`, `      ${says[language]}`]),
];

const codeLines = (help: CommandHelp | undefined, language: Language): string[] => [
  HEADINGS.codes[language],
  `  0  ${HEADINGS.done[language]}`,
  `  1  ${(help?.fails ?? HEADINGS.failed)[language]}`,
  `  2  ${HEADINGS.wrong[language]}`,
];

/** Texts in one column, and what belongs to each in the next. */
function table(rows: (readonly [Bilingual, string])[], language: Language): string[] {
  const width = Math.max(...rows.map(([text]) => cellsOf(text[language])));
  return rows.map(
    ([text, other]) => `  ${text[language]}${' '.repeat(width - cellsOf(text[language]))}  ${other}`,
  );
}
