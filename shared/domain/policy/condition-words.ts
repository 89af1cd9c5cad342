import { type Bilingual, both } from '../bilingual.ts';
import { type Readable, UNITS } from './condition.ts';
import type { When } from './names.ts';

const WIDE_SIGNS = /[≥≤≠＞＜＝！]/;
const GROUPED = /\d[,，]\d{3}|[%％万亿元￥¥$]/;
const TURNED = /=\s*[<>!]|<>/;

/** What to write instead of a condition that does not fit what it is put to. */
export function misfit(name: string, condition: When[string], readable: Readable): Bilingual {
  const text = String(condition);
  if (readable.unit === 'flag') return flag(name);
  if (readable.unit === 'text') return words(name);
  if (WIDE_SIGNS.test(text)) return SIGNS;
  if (TURNED.test(text)) return TURN;
  if (readable.unit !== 'score' && YES_NO.test(text)) return ones(name);
  if (readable.levels) return level(name, readable.levels);
  return GROUPED.test(text) ? PLAIN_NUMBER : number(name, text, readable);
}

const YES_NO = /^(?:yes|no|true|false|是|否)$/i;

const ones = (name: string): Bilingual =>
  both(
    `${name} is a number, not a flag; for a column of yes and no write 1 for yes and 0 for no`,
    `${name} 是数字，不是标记；来自是/否列的特征，是写 1，否写 0`,
  );

const flag = (name: string): Bilingual =>
  both(`${name} is a flag: write yes or no`, `${name} 是标记，只能写 yes 或 no`);

const words = (name: string): Bilingual =>
  both(
    `${name} is a text: write the text, "!= text", a list of texts, known or unknown`,
    `${name} 是文字：可写该文字、"!= 文字"、文字列表、known 或 unknown`,
  );

const SIGNS = both(
  'write plain signs: ">=", "<=", "!=", ">", "<" or "="',
  '请使用半角符号：">="、"<="、"!="、">"、"<" 或 "="',
);

const TURN = both(
  'the signs are ">=", "<=" and "!=", in this order',
  '符号的顺序不对，应写成 ">="、"<=" 或 "!="',
);

const PLAIN_NUMBER = both(
  'write the number alone, without unit, per cent sign or separators: ">= 10000"',
  '只写数字，不要带单位、百分号或千位分隔符，如 ">= 10000"',
);

const level = (name: string, levels: readonly string[]): Bilingual =>
  both(
    `${name} is a level: write one of its words, alone or after a sign such as ">=": ${levels.join(', ')}`,
    `${name} 是级别，请写其中一个词，前面可加 ">=" 等符号：${levels.join('、')}`,
  );

const number = (name: string, text: string, { unit }: Readable): Bilingual =>
  both(
    `${name} is a number${unit === 'score' ? ' (a score)' : ''}: ${text} must be written like ">= 3", "2..4", known or unknown, with at most ${DECIMALS} decimals`,
    `${name} 是数字${unit === 'score' ? '（评分）' : ''}，“${text}”应写成 ">= 3"、"2..4"、known 或 unknown，最多 ${DECIMALS} 位小数`,
  );

const DECIMALS = Math.log10(UNITS);
