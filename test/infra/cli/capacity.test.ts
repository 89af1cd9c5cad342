import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { capacityLines } from '../../../infra/cli/capacity-lines.ts';
import { cellsOf } from '../../../infra/cli/terminal.ts';
import { countingNumber, wholeNumber } from '../../../infra/cli/whole-number.ts';
import { LANGUAGES } from '../../../shared/domain/bilingual.ts';
import { capacityOf } from '../../../shared/domain/capacity/capacity.ts';
import { USUAL } from '../../../shared/domain/capacity/machine.ts';
import { shopOf } from '../../../shared/domain/capacity/shop.ts';
import { capacityTable } from '../../../shared/domain/capacity/table.ts';
import { parsed } from '../../support/command-words.ts';

const READMES = { en: 'README.md', 'zh-CN': 'README.zh-CN.md' } as const;
const textOf = (name: string) =>
  readFileSync(join(new URL('../../..', import.meta.url).pathname, name), 'utf8');

describe.each(LANGUAGES)('in %s', (language) => {
  it('the README’s table is the one that the command prints without --customers', () => {
    const table = capacityTable(language);
    expect(table).toHaveLength(7);
    expect(textOf(READMES[language])).toContain(`\n${table.join('\n')}\n`);
  });

  it.each([1000, 100_000_000])(
    'what is said of %i customers names phases, steps, costs and every limit',
    (size) => {
      const found = capacityOf(shopOf(size), USUAL);
      const lines = capacityLines(found, language);
      const text = lines.join('\n');
      for (const { say } of [...found.cost.lines, ...found.met]) expect(text).toContain(say[language]);
      expect(text).toMatch(/\b1,000\b|100,000,000/);
      expect(text).not.toMatch(/undefined|NaN|Infinity/);
      expect(lines.filter((line) => line.startsWith('  ') && cellsOf(line) > 100)).toEqual([]);
    },
  );
});

it('says in Chinese what it says in English: as many lines, none of them in English', () => {
  const found = capacityOf(shopOf(100_000_000), USUAL);
  const [en, zh] = [capacityLines(found, 'en'), capacityLines(found, 'zh-CN')];
  expect(zh).toHaveLength(en.length);
  for (const line of zh.filter((each) => /[a-z]{4}/i.test(each))) expect(line).toMatch(/\p{Script=Han}/u);
});

describe('words of the command', () => {
  it.each([
    'capacity',
    'capacity --customers 5',
    'capacity --customers 5 --orders 0 --rate 1 --memory 10240',
  ])('takes `%s`', async (line) => {
    expect(await parsed(line)).toBe('capacity');
  });

  it.each([
    ...['--orders 5', '--rate 1', '--customers 0', '--customers many', '--customers 5 --memory 127'],
    ...['--customers 5 --memory 10241', '--customers 5 --rate 0', '--customers 5 --engine spark'],
  ])('refuses `capacity %s`', async (words) => {
    await expect(parsed(`capacity ${words}`)).rejects.toThrow();
  });

  it.each([
    ['0', 0, undefined],
    ['1', 1, 1],
    ['999999999', 999_999_999, 999_999_999],
    ['100000000000', undefined, 100_000_000_000],
    ['-1', undefined, undefined],
    ['1e6', undefined, undefined],
  ])('reads %s', (text, whole, counting) => {
    const read = (of: (text: string) => number) => {
      try {
        return of(text);
      } catch {
        return undefined;
      }
    };
    expect([read(wholeNumber), read(countingNumber)]).toEqual([whole, counting]);
  });
});
