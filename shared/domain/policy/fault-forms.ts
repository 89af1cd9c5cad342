import type { z } from 'zod';
import { type Bilingual, both } from '../bilingual.ts';

type Issue = z.core.$ZodIssue;

/** Forms that zod knows by itself. */
const FORMATS = ['email', 'date'];

/** The word by which the schema names the form that something should have. */
export const formOf = (issue: Issue): string =>
  issue.code === 'invalid_format' && FORMATS.includes(issue.format) ? issue.format : (issue.message ?? '');

/** How each of these forms is written. */
export const KNOWN_FORMS: Record<string, Bilingual> = {
  name: both(
    'a name has letters, digits, - and _, and starts with a small letter',
    '名称只能包含字母、数字、- 和 _，并以小写字母开头',
  ),
  condition: both(
    'a condition looks like ">= 4.2", "2..4", a word, or a list of words: [new, active]',
    '条件的写法如 ">= 4.2"、"2..4"、一个词，或词的列表 [new, active]',
  ),
  clock: both('a time looks like "06:00"', '时间的写法如 "06:00"'),
  currency: both('a currency is three capital letters such as CNY', '货币为三个大写字母，如 CNY'),
  weight: both('a weight is above 0 and has at most four decimals', '权重必须大于 0，且最多四位小数'),
  controls: both(
    'this text has a line break, a tab or another sign that cannot be seen; take it out',
    '文字中有换行、制表符等不可见字符，请删去',
  ),
  date: both('a date looks like 2026-09-30', '日期的写法如 2026-09-30'),
  amount: both(
    'an amount of money looks like 1500 or 0.0007: not below 0, without separators or currency, at most six decimals',
    '金额写作 1500 或 0.0007 这样的数字：不小于 0，不带千位分隔符和货币符号，最多六位小数',
  ),
  https: both(
    'a link is a whole address such as https://shop.example.com/offers',
    '链接应写完整网址，如 https://shop.example.com/offers',
  ),
  host: both(
    'a host is written in small letters and alone, such as shop.example.com',
    '域名只写小写的主机名，如 shop.example.com',
  ),
  head: both(
    'a column’s head or a tag begins with a letter or a digit and has no comma, quotation mark, tab or line break',
    '列名或标签应以文字或数字开头，不能含逗号、引号、制表符或换行',
  ),
  email: both('this is no e-mail address', '这不是有效的邮箱地址'),
};
