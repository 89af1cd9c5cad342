import { type Command, InvalidArgumentError } from 'commander';
import { type Bilingual, both } from '../../../shared/domain/bilingual.ts';
import { languageOf } from '../words.ts';

/** What we say of words that commander cannot judge; all end with 2. */
export const WRONG = {
  date: both('A date is written as 2026-09-30.', '日期请写成 2026-09-30 的形式。'),
  path: both('A path is missing.', '缺少路径。'),
  engine: both('An engine is duckdb or athena.', '引擎只能是 duckdb 或 athena。'),
  wholeNumber: both('It is no whole number.', '请填整数。'),
  countingNumber: both('It is no whole number from 1 on.', '请填大于 0 的整数。'),
  memory: both('A function has 128 to 10240 MB.', '函数内存为 128 到 10240 MB。'),
  customersMissing: both('the other options need --customers N', '其他选项须与 --customers 数量 一同使用'),
  endAlone: both('--end takes neither a tier nor --until', '--end 不能与等级或 --until 同时使用'),
  tierMissing: both("missing required argument 'tier' (or --end)", '缺少等级（或 --end）'),
  untilAndWhy: both(
    'a manual tier needs --until DATE and --why TEXT',
    '手动等级必须写明 --until 日期 和 --why 原因',
  ),
} satisfies Record<string, Bilingual>;

const inReadersWords = (text: Bilingual): string => text[languageOf(process.env)];

/** Thrown for the value of an option. */
export const wrongValue = (text: Bilingual): InvalidArgumentError =>
  new InvalidArgumentError(inReadersWords(text));

export function wrongWords(command: Command, text: Bilingual): never {
  return command.error(`error: ${inReadersWords(text)}`);
}
