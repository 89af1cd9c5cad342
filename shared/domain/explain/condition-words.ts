import { type Bilingual, both, type Language } from '../bilingual.ts';
import type { Cell } from '../features.ts';
import { readableOf, STAGE } from '../grading-rules.ts';
import { isCondition, type Reading, testOf } from '../policy/condition.ts';
import { ANY, type Condition, type When } from '../policy/names.ts';
import { featureWords, scoreWords } from './feature-words.ts';
import { boundWords, type ValueContext, valueWords } from './value-words.ts';

/** One condition as it was put to a customer. */
export interface Check {
  holds: boolean;
  /** What it is about: a score's, a flag's or a feature's name. */
  about: Bilingual;
  needed: Bilingual;
  seen: Bilingual;
}

/** A line of a block: one condition, or several blocks of which one is enough. */
export type CheckLine = Check | { holds: boolean; anyOf: Check[][] };

/** Every condition of a block against what is known of a customer. */
export const checksOf = (when: When, reading: Reading, context: ValueContext): CheckLine[] =>
  Object.entries(when).map(([name, condition]) => {
    if (isCondition(condition)) return checkOf(name, condition, reading, context);
    const anyOf = name === ANY ? blocksOf(condition, reading, context) : [];
    return { holds: anyOf.some((block) => block.every(({ holds }) => holds)), anyOf };
  });

const blocksOf = (blocks: When[string], reading: Reading, context: ValueContext): Check[][] =>
  (Array.isArray(blocks) ? blocks : []).map((block) =>
    typeof block === 'object'
      ? Object.entries(block).map(([name, condition]) => checkOf(name, condition, reading, context))
      : [],
  );

function checkOf(name: string, condition: Condition, reading: Reading, context: ValueContext): Check {
  const value = reading[name] ?? null;
  return {
    holds: holdsFor(name, condition, value, context),
    about: nameWords(name, context),
    needed: neededWords(name, condition, context),
    seen: valueWords(name, value, context),
  };
}

function holdsFor(
  name: string,
  condition: Condition,
  value: Cell | boolean,
  { policy, currency }: ValueContext,
): boolean {
  const readable = readableOf(policy, name);
  const reader = { currency, readable: (of: string) => readableOf(policy, of) };
  return (readable && testOf(condition, readable, reader)?.(value)) ?? false;
}

/** A name as people know it: flags and stages have names, features and the usual scores words. */
export function nameWords(name: string, { policy }: ValueContext): Bilingual {
  if (name === STAGE) return both('stage', '阶段');
  if (Object.hasOwn(policy.scores, name)) return scoreWords(name);
  const flag = Object.hasOwn(policy.flags, name) ? policy.flags[name] : undefined;
  return flag?.name ?? featureWords(name);
}

const SIGNS: Record<string, string> = { '>=': '≥', '<=': '≤', '!=': '≠', '>': '>', '<': '<', '=': '' };
const COMPARISON = /^(>=|<=|!=|>|<|=)?\s*(\S.*)$/;
const RANGE = /^(-?[\d.]+?)\s*\.\.\s*(-?[\d.]+)$/;

function neededWords(name: string, condition: Condition, context: ValueContext): Bilingual {
  if (condition === 'unknown') return both('unknown', '未知');
  if (condition === 'known') return both('known', '已知');
  if (readableOf(context.policy, name)?.unit === 'flag') return yesOrNo(condition);
  if (Array.isArray(condition)) return listed(condition.map((each) => neededWords(name, each, context)));
  const text = String(condition).trim();
  const [, low, high] = RANGE.exec(text) ?? [];
  if (low !== undefined && high !== undefined) {
    const [from, to] = [boundWords(name, low, context), boundWords(name, high, context)];
    return both(`${from.en} to ${to.en}`, `${from['zh-CN']} 至 ${to['zh-CN']}`);
  }
  const [, operator = '=', bare = text] = COMPARISON.exec(text) ?? [];
  const bound = boundWords(name, bare, context);
  const sign = SIGNS[operator] ?? '';
  return mapped((language) => `${sign} ${bound[language]}`.trim());
}

const yesOrNo = (condition: Condition): Bilingual =>
  /^(yes|true|是)$/i.test(String(condition)) ? both('yes', '是') : both('no', '否');

const listed = (words: Bilingual[]): Bilingual =>
  both(words.map(({ en }) => en).join(' or '), words.map((each) => each['zh-CN']).join('或'));

function mapped(say: (language: Language) => string): Bilingual {
  return { 'zh-CN': say('zh-CN'), en: say('en') };
}
