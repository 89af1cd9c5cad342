import type { ZodError, z } from 'zod';
import { type Bilingual, both } from '../bilingual.ts';

export type Path = (string | number)[];

/** One thing to mend in a policy, at a place in it. */
export interface Fault {
  path: Path;
  message: Bilingual;
}

type Issue = z.core.$ZodIssue;

/** Every fault of shape, in words for whoever edits the file; the error must come with its inputs reported. */
export const faultsOf = (error: ZodError): Fault[] => error.issues.flatMap((issue) => faults(issue, []));

function faults(issue: Issue, above: Path): Fault[] {
  const path = [...above, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))];
  if (issue.code === 'invalid_union') return ofUnion(issue, path);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...path, key], message: unknownKey(key) }));
  return [{ path, message: sentence(issue, path) }];
}

/** Of several possible shapes the one that was most likely meant: fewest faults on its own level. */
function ofUnion(issue: Extract<Issue, { code: 'invalid_union' }>, path: Path): Fault[] {
  const own = (branch: Issue[]): number =>
    branch.filter((inner) => inner.path.length <= 1 && isShape(inner)).length;
  const likely = [...issue.errors].sort((a, b) => own(a) - own(b))[0];
  if (likely) return likely.flatMap((inner) => faults(inner, path));
  const allowed = 'options' in issue ? String(issue.options) : '';
  return [{ path, message: oneOf(allowed) }];
}

const isShape = (issue: Issue): boolean => issue.code === 'unrecognized_keys' || isMissing(issue);

const MAY_BE_MISSING = ['invalid_type', 'invalid_value'];

const isMissing = (issue: Issue): boolean => issue.input === undefined && MAY_BE_MISSING.includes(issue.code);

function sentence(issue: Issue, path: Path): Bilingual {
  const name = String(path.at(-1) ?? '');
  if (isMissing(issue)) return missing(name);
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(name, issue.expected);
    case 'invalid_value':
      return oneOf(issue.values.map(String).join(', '));
    case 'too_small':
      if (issue.origin === 'array') return tooFew(name, Number(issue.minimum));
      return both(`${name} must be at least ${issue.minimum}`, `${name} 至少为 ${issue.minimum}`);
    case 'too_big':
      return both(`${name} must be at most ${issue.maximum}`, `${name} 至多为 ${issue.maximum}`);
    case 'invalid_key':
      return KNOWN_FORMS[issue.issues[0]?.message ?? ''] ?? badForm(name);
    default:
      return KNOWN_FORMS[issue.message] ?? badForm(name);
  }
}

/** Texts of the forms that the schema names by a word. */
const KNOWN_FORMS: Record<string, Bilingual> = {
  name: both(
    'a name has letters, digits, - and _, and starts with a small letter',
    '名称只能包含字母、数字、- 和 _，并以小写字母开头',
  ),
  condition: both('a condition looks like ">= 4.2"', '条件的写法如 ">= 4.2"'),
  clock: both('a time looks like "06:00"', '时间的写法如 "06:00"'),
  currency: both('a currency is three capital letters such as CNY', '货币为三个大写字母，如 CNY'),
  weight: both('a weight is above 0 and has at most four decimals', '权重必须大于 0，且最多四位小数'),
};

const TYPES: Record<string, Bilingual> = {
  string: both('text', '文字'),
  number: both('a number', '数字'),
  int: both('a whole number', '整数'),
  boolean: both('true or false', 'true 或 false'),
  array: both('a list', '列表'),
  object: both('a block of settings', '一组设置'),
  record: both('a block of settings', '一组设置'),
};

function wrongType(name: string, expected: string): Bilingual {
  const type = TYPES[expected] ?? both(expected, expected);
  return both(`${name} must be ${type.en}`, `${name} 必须是${type['zh-CN']}`);
}

const tooFew = (name: string, count: number): Bilingual =>
  both(`${name} needs ${count} entries at least`, `${name} 至少要有 ${count} 项`);
const missing = (name: string): Bilingual => both(`${name} is missing`, `缺少 ${name}`);
const badForm = (name: string): Bilingual =>
  both(`${name} is not written as it should be`, `${name} 写法不正确`);
const unknownKey = (key: string): Bilingual =>
  both(`there is no setting ${key} here`, `此处没有名为 ${key} 的设置`);
const oneOf = (allowed: string): Bilingual =>
  both(`must be one of: ${allowed}`, `只能是以下之一：${allowed}`);
