import type { z } from 'zod';
import { type Bilingual, both } from '../bilingual.ts';
import type { Path } from './fault.ts';
import { formOf, KNOWN_FORMS } from './fault-forms.ts';
import { isEmpty } from './fault-union.ts';
import { meant, nearest } from './nearest.ts';

type Issue = z.core.$ZodIssue;

/** One fault of shape in words. */
export function sentence(issue: Issue, path: Path): Bilingual {
  const name = nameOf(path);
  if (isMissing(issue)) return missing(name);
  if (issue.input === null || (issue.code === 'invalid_union' && isEmpty(issue.input))) return empty(name);
  switch (issue.code) {
    case 'invalid_type':
      if (NUMBERS.includes(issue.expected) && isAmount(issue.input)) return plainNumber(name);
      return wrongType(name, [typeWord(issue.expected)]);
    case 'invalid_value':
      return oneOf(issue.values.map(String), issue.input);
    case 'invalid_union':
      return ofUnion(issue, path, name);
    case 'too_small':
      return tooSmall(issue, name);
    case 'too_big':
      return tooBig(issue, name);
    case 'invalid_key':
      return KNOWN_FORMS[issue.issues[0]?.message ?? ''] ?? badForm(name);
    default:
      return KNOWN_FORMS[formOf(issue)] ?? badForm(name);
  }
}

const MAY_BE_MISSING = ['invalid_type', 'invalid_value', 'invalid_union'];

const isMissing = (issue: Issue): boolean => issue.input === undefined && MAY_BE_MISSING.includes(issue.code);

/** The last name of a path; an entry of a list is called by its list. */
function nameOf(path: Path): Bilingual {
  const last = path.at(-1);
  if (last === undefined) return both('the policy', '策略');
  if (typeof last === 'string') return both(last, last);
  const list = path.findLast((step) => typeof step === 'string') ?? '';
  return both(`entry ${last + 1} of ${list}`, `${list} 的第 ${last + 1} 项`);
}

/** A Latin word is set off from the Chinese that follows. */
const spaced = ({ 'zh-CN': zh }: Bilingual): string => (/[\w.-]$/.test(zh) ? `${zh} ` : zh);

/** None of the possible shapes is meant: says what may stand there. */
function ofUnion(issue: Extract<Issue, { code: 'invalid_union' }>, path: Path, name: Bilingual): Bilingual {
  if ('options' in issue && Array.isArray(issue.options))
    return oneOf(issue.options.map(String), issue.input);
  if (path.includes('when')) return KNOWN_FORMS.condition ?? badForm(name);
  const words = issue.errors.flatMap((branch) => branch.slice(0, 1).flatMap(possible));
  const wantsNumber = words.some(({ en }) => NUMBERS.some((type) => TYPES[type]?.en === en));
  if (wantsNumber && isAmount(issue.input)) return plainNumber(name);
  const apart = words.filter(({ en }, i) => words.findIndex((word) => word.en === en) === i);
  return apart.length > 0 ? wrongType(name, apart) : badForm(name);
}

function possible(issue: Issue): Bilingual[] {
  if (issue.code === 'invalid_type') return [typeWord(issue.expected)];
  if (issue.code === 'invalid_union')
    return issue.errors.flatMap((branch) => branch.slice(0, 1).flatMap(possible));
  return issue.code === 'invalid_value'
    ? issue.values.map((value) => both(String(value), String(value)))
    : [];
}

function tooSmall(
  { origin, minimum, inclusive }: Extract<Issue, { code: 'too_small' }>,
  name: Bilingual,
): Bilingual {
  const least = Number(minimum);
  if (origin === 'array') return tooFew(name, least);
  if (origin === 'string') return blank(name);
  return inclusive === false
    ? both(`${name.en} must be above ${least}`, `${spaced(name)}必须大于 ${least}`)
    : both(`${name.en} must be at least ${least}`, `${spaced(name)}至少为 ${least}`);
}

function tooBig(
  { origin, maximum, inclusive }: Extract<Issue, { code: 'too_big' }>,
  name: Bilingual,
): Bilingual {
  const most = Number(maximum);
  if (origin === 'array') return tooMany(name, most);
  if (origin === 'string') return tooLong(name, most);
  return inclusive === false
    ? both(`${name.en} must be below ${most}`, `${spaced(name)}必须小于 ${most}`)
    : both(`${name.en} must be at most ${most}`, `${spaced(name)}至多为 ${most}`);
}

const TYPES: Record<string, Bilingual> = {
  string: both('text', '文字'),
  number: both('a number', '数字'),
  int: both('a whole number', '整数'),
  boolean: both('true or false', 'true 或 false'),
  array: both('a list', '列表'),
  object: both('a block of settings', '一组设置'),
  record: both('a block of settings', '一组设置'),
};

const typeWord = (expected: string): Bilingual => TYPES[expected] ?? both(expected, expected);

const wrongType = (name: Bilingual, types: readonly Bilingual[]): Bilingual =>
  both(
    `${name.en} must be ${types.map(({ en }) => en).join(' or ')}`,
    `${spaced(name)}必须是${types.map(({ 'zh-CN': zh }) => zh).join('或')}`.replace(/([是或])(?=\w)/g, '$1 '),
  );

const NUMBERS: readonly string[] = ['number', 'int'];

/** A number with something around it, such as 5%, 100元 or 1 000. */
const isAmount = (input: unknown): boolean =>
  typeof input === 'string' && /^[^\d\w]{0,3}\d[\d.,，\s]*\P{Decimal_Number}{0,8}$/u.test(input.trim());

const plainNumber = (name: Bilingual): Bilingual =>
  both(
    `${name.en} must be a number: write the number alone, without unit, per cent sign or separators`,
    `${spaced(name)}必须是数字：只写数字，不要带单位、百分号或千位分隔符`,
  );

const tooFew = (name: Bilingual, count: number): Bilingual =>
  both(
    `${name.en} needs ${count} ${count === 1 ? 'entry' : 'entries'} at least`,
    `${spaced(name)}至少要有 ${count} 项`,
  );
const tooMany = (name: Bilingual, count: number): Bilingual =>
  both(`${name.en} may have ${count} entries at most`, `${spaced(name)}至多 ${count} 项`);
const tooLong = (name: Bilingual, count: number): Bilingual =>
  both(`${name.en} may have ${count} characters at most`, `${spaced(name)}至多 ${count} 个字符`);
const blank = (name: Bilingual): Bilingual => both(`${name.en} must not be empty`, `${spaced(name)}不能为空`);
const empty = (name: Bilingual): Bilingual =>
  both(
    `${name.en} has nothing in it: write its value behind the colon, or indent what belongs to it below`,
    `${spaced(name)}没有内容：请在冒号后写上值，或把属于它的各行缩进写在下面`,
  );
const missing = (name: Bilingual): Bilingual => both(`${name.en} is missing`, `缺少 ${name['zh-CN']}`);
const badForm = (name: Bilingual): Bilingual =>
  both(`${name.en} is not written as it should be`, `${spaced(name)}写法不正确`);

const notTogether = (key: string): Bilingual =>
  both(`the setting ${key} does not go with the others here`, `设置 ${key} 不能与此处的其他设置同时使用`);

const SEPARATED = both(
  'a comma parts two settings; write the number before it without separators, such as 1500',
  '逗号会把一个数字分成两项；请去掉数字中的逗号，写成 1500 这样',
);

function oneOf(allowed: readonly string[], input: unknown): Bilingual {
  const near = typeof input === 'string' ? nearest(input, allowed) : undefined;
  const end = near === undefined ? both('', '') : meant(String(input), allowed);
  return both(
    `must be one of: ${allowed.join(', ')}${end.en}`,
    `只能是以下之一：${allowed.join('、')}${end['zh-CN']}`,
  );
}

/** A setting that is not known where it stands, and the one that was most likely meant. */
export function unknownKey(key: string, settings: readonly string[]): Bilingual {
  if (settings.includes(key)) return notTogether(key);
  if (/^\d{3}$/.test(key)) return SEPARATED;
  const end = meant(key, settings);
  return both(`there is no setting ${key} here${end.en}`, `此处没有名为 ${key} 的设置${end['zh-CN']}`);
}
