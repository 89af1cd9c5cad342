import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { HELP, QUESTIONS } from '../../../../infra/cli/help/table.ts';
import { parsePolicy } from '../../../../shared/adapters/policy-file.ts';
import { defaultPolicyText } from '../../../../shared/runtime/assets.ts';
import { parsed } from '../../../support/command-words.ts';

const ROOT = new URL('../../../..', import.meta.url).pathname;
const READMES = ['README.md', 'README.zh-CN.md'] as const;
const textOf = (name: (typeof READMES)[number]): string => readFileSync(join(ROOT, name), 'utf8');

const blocksOf = (text: string, kind: string): string[] =>
  [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)].flatMap(([, of, block = '']) =>
    of === kind ? [block] : [],
  );

/** Every command that a README tells to give, without `npm run tierwise --`. */
const linesIn = (text: string): string[] => [
  ...[...text.matchAll(/`npm run tierwise -- ([^`\n]+)`/g)].map(([, words = '']) => words),
  ...blocksOf(text, 'sh').flatMap((block) =>
    [...block.matchAll(/^npm run tierwise -- (.+)$/gm)].map(([, words = '']) => words),
  ),
];

const isHelp = (line: string): boolean => line === 'help' || line.startsWith('help ');

const commandsIn = async (text: string): Promise<string[]> => {
  const lines = linesIn(text).filter((line) => !isHelp(line));
  return [...new Set(await Promise.all(lines.map(parsed)))].sort();
};

describe.each(READMES)('%s', (name) => {
  const text = textOf(name);

  it.each([...new Set(linesIn(text))])('tells a command that the command line takes: %s', async (line) => {
    if (isHelp(line)) expect([undefined, ...Object.keys(HELP)]).toContain(line.split(' ')[1]);
    else expect(await parsed(line)).not.toBe('');
  });

  it('answers the three daily questions before it says how to install', () => {
    for (const [, words] of QUESTIONS) {
      const at = text.indexOf(`npm run tierwise -- ${words}\``);
      expect(at, words).toBeGreaterThan(0);
      expect(at, words).toBeLessThan(text.indexOf('npm ci'));
    }
  });

  it('links to files that are there', () => {
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, path = '']) => path);
    expect(links.length).toBeGreaterThan(3);
    expect(links.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

it('both name the same commands, and every one there is', async () => {
  const [english, chinese] = await Promise.all(READMES.map((name) => commandsIn(textOf(name))));
  expect(chinese).toEqual(english);
  const all = Object.keys(HELP).filter((path) => path !== 'campaign');
  expect(chinese).toEqual(all.sort());
});

it('the changes of the policy that the Chinese one shows are proven by the reader of policies', () => {
  const changes = blocksOf(textOf('README.zh-CN.md'), 'yaml').map((block) => parse(block));
  expect(changes).toHaveLength(3);
  for (const change of changes) {
    const policy = parsePolicy(JSON.stringify({ ...parse(defaultPolicyText()), ...change }));
    expect(policy).toMatchObject(change);
  }
});
