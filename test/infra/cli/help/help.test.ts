import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { beforeAll, describe, expect, it } from 'vitest';
import { GROUPS, HELP, QUESTIONS } from '../../../../infra/cli/help/table.ts';
import { makeProgram } from '../../../../infra/cli/program.ts';
import { cellsOf } from '../../../../infra/cli/terminal.ts';
import { parsePolicy } from '../../../../shared/adapters/policy-file.ts';
import type { Bilingual, Language } from '../../../../shared/domain/bilingual.ts';
import { defaultPolicyText } from '../../../../shared/runtime/assets.ts';
import { parsed, wordsOf } from '../../../support/command-words.ts';

const ROOT = new URL('../../../..', import.meta.url).pathname;
const LANGUAGES: Language[] = ['en', 'zh-CN'];
const HAN = /\p{Script=Han}/u;

let programs: Record<Language, Command>;
beforeAll(async () => {
  programs = { en: await makeProgram('en'), 'zh-CN': await makeProgram('zh-CN') };
});

/** Every command by the words that call it, but commander’s own `help`. */
function every(command: Command, path = ''): [string, Command][] {
  return command.commands.flatMap((inner) => {
    const name = `${path} ${inner.name()}`.trim();
    return [[name, inner] as [string, Command], ...every(inner, name)];
  });
}

const textsOf = (value: unknown): Bilingual[] => {
  if (typeof value !== 'object' || value === null) return [];
  return 'zh-CN' in value ? [value as Bilingual] : Object.values(value).flatMap(textsOf);
};

describe('help', () => {
  it('knows every command, and no other', () => {
    expect(
      every(programs.en)
        .map(([path]) => path)
        .sort(),
    ).toEqual(Object.keys(HELP).sort());
  });

  it('says every text in both languages', () => {
    const texts = textsOf([GROUPS, QUESTIONS]);
    expect(texts.length).toBeGreaterThan(150);
    for (const { en, 'zh-CN': zh } of texts) {
      expect(en, zh).not.toMatch(HAN);
      expect(zh, en).toMatch(HAN);
    }
  });

  it.each(LANGUAGES)('describes each command and each of its options (%s)', (language) => {
    for (const [path, command] of every(programs[language])) {
      expect(command.helpInformation(), path).toContain(HELP[path]?.does[language].slice(0, 20));
      for (const option of command.options)
        expect(option.description, `${path} ${option.flags}`).not.toBe('');
    }
  });

  it('describes no option that its command does not have', () => {
    const known = Object.fromEntries(
      every(programs.en).map(([path, command]) => [path, command.options.map(({ long }) => long)]),
    );
    for (const [path, { options = {} }] of Object.entries(HELP))
      for (const flag of Object.keys(options)) expect(known[path], path).toContain(flag);
  });

  it('leaves no word of commander in English in Chinese help', () => {
    for (const [path, command] of [['', programs['zh-CN']] as const, ...every(programs['zh-CN'])])
      expect(command.helpInformation(), path).not.toMatch(
        /Usage|Options:|Arguments:|Commands:|display help|choices:|default:|\[options\]/,
      );
  });

  it.each(LANGUAGES)('fits a terminal of 80 cells, but for what is to be copied whole (%s)', (language) => {
    for (const [path, command] of [['', programs[language]] as const, ...every(programs[language])]) {
      const wide = command
        .helpInformation()
        .split('\n')
        .filter((line) => cellsOf(line) > 80 && !line.includes('npm run tierwise'));
      expect(wide, path).toEqual([]);
    }
  });

  it('answers the three daily questions before anything else', () => {
    const text = programs.en.helpInformation();
    for (const [question, words] of QUESTIONS) {
      expect(text.indexOf(question.en)).toBeGreaterThan(0);
      expect(text.indexOf(question.en)).toBeLessThan(text.indexOf('Options:'));
      expect(text).toContain(`npm run tierwise -- ${words}`);
    }
  });
});

describe('examples', () => {
  const policy = parsePolicy(defaultPolicyText());
  const examples = [
    ...Object.entries(HELP).flatMap(([path, { examples: some }]) => some.map(([words]) => [path, words])),
    ...QUESTIONS.map(([, words]) => [words.split(' ')[0] ?? '', words]),
  ] as [string, string][];

  it('there is one for each command', () => {
    for (const [path, { examples: some }] of Object.entries(HELP)) expect(some, path).not.toEqual([]);
  });

  it.each(examples)('of %s, the command line takes `%s`', async (path, words) => {
    const called = await parsed(words);
    expect(called.startsWith(path)).toBe(true);
  });

  it.each(examples)('of %s, `%s` names what the sample has', (_, words) => {
    for (const word of wordsOf(words)) {
      if (word.startsWith('shared/')) expect(existsSync(join(ROOT, word)), word).toBe(true);
      if (word.startsWith('quarterly-')) expect(policy.campaigns.map(({ rule }) => rule)).toContain(word);
      if (word === 'gold') expect(policy.tiers.map(({ id }) => id)).toContain(word);
    }
  });
});
