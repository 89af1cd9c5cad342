import { type Bilingual, both } from '../bilingual.ts';
import { isMeasured, scaleOf, type Unit } from '../feature-catalog.ts';
import type { Cell } from '../features.ts';
import { readableOf } from '../grading-rules.ts';
import { inUnits, type Readable, UNITS } from '../policy/condition.ts';
import type { Policy } from '../policy/schema.ts';
import { amount } from '../report/amount.ts';
import { isShare, SMALLEST_SHARE } from './feature-words.ts';

/** How the values of one policy's names are said. */
export interface ValueContext {
  policy: Policy;
  currency: string;
}

export const UNKNOWN = both('unknown', '未知');

const MONEY_WORDS: Record<string, readonly [sign: string, zh: string]> = {
  CNY: ['¥', '元'],
  USD: ['$', '美元'],
  EUR: ['€', '欧元'],
  GBP: ['£', '英镑'],
};

/** `¥1,234.50`, `1,234.50 元`; without the fraction where it is nothing. */
export function moneyWords(minor: number, currency: string): Bilingual {
  const figure = amount(Math.abs(minor), currency).replace(/\.0+$/, '');
  const [sign, zh] = MONEY_WORDS[currency] ?? [];
  const minus = minor < 0 ? '−' : '';
  return sign === undefined || zh === undefined
    ? both(`${minus}${figure} ${currency}`, `${minus}${figure} ${currency}`)
    : both(`${minus}${sign}${figure}`, `${minus}${figure} ${zh}`);
}

/** A value as it was seen; a chance is never quite nothing. */
export function valueWords(name: string, value: Cell | boolean, context: ValueContext): Bilingual {
  const tiny =
    typeof value === 'number' &&
    isShare(name) &&
    value < SMALLEST_SHARE * scaleOf('number', context.currency);
  return tiny ? plain(`< ${100 * SMALLEST_SHARE}%`) : exactWords(name, value, context);
}

/** A value of a feature, a score (ten-thousandths) or a flag, with its unit in words. */
function exactWords(name: string, value: Cell | boolean, context: ValueContext): Bilingual {
  const readable = readableOf(context.policy, name) ?? { unit: 'count' };
  if (value === null) return UNKNOWN;
  if (typeof value === 'boolean') return value ? both('yes', '是') : both('no', '否');
  if (typeof value === 'string') return rungName(name, value, context.policy);
  return readable.unit === 'score'
    ? plain(figure(value / UNITS))
    : numberWords(name, value, readable, context);
}

function numberWords(
  name: string,
  value: number,
  { unit, levels }: Readable,
  { policy, currency }: ValueContext,
): Bilingual {
  const level = levels?.[value - 1];
  if (level !== undefined) return plain(level);
  if (unit === 'money') return moneyWords(value, currency);
  if (unit === 'days')
    return both(`${figure(value)} ${Math.abs(value) === 1 ? 'day' : 'days'}`, `${figure(value)} 天`);
  if (unit === 'number') {
    const real = value / scaleOf('number', currency);
    if (name === 'expectedOrders') return ordersWords(real);
    return plain(isShare(name) ? `${figure(real * 100)}%` : figure(real));
  }
  if (isYesNo(policy, name)) return value === 1 ? both('yes', '是') : both('no', '否');
  return countsOrders(policy, name) ? ordersWords(value) : plain(figure(value));
}

const ordersWords = (count: number): Bilingual =>
  both(`${figure(count)} ${count === 1 ? 'order' : 'orders'}`, `${figure(count)} 单`);

/** A bound as the policy writes it, in major units, as a value of the name's scale. */
export function boundWords(name: string, bound: string, context: ValueContext): Bilingual {
  const { unit = 'text' } = readableOf(context.policy, name) ?? {};
  const number = Number(bound);
  if (bound.trim() === '' || Number.isNaN(number)) return rungName(name, bound, context.policy);
  if (unit === 'text' || unit === 'flag') return plain(bound);
  const scaled = unit === 'score' ? inUnits(number) : number * scaleOf(unit satisfies Unit, context.currency);
  return exactWords(name, Math.round(scaled), context);
}

/** Stages and parts of segments have names of their own. */
function rungName(name: string, id: string, { stages = [], segments }: Policy): Bilingual {
  const list = name === 'stage' ? stages : Object.hasOwn(segments, name) ? (segments[name] ?? []) : [];
  return list.find((rung) => rung.id === id)?.name ?? plain(id);
}

export const plain = (text: string): Bilingual => both(text, text);

/** Up to four decimals, thousands in groups. */
const figure = (value: number): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: 4 }).replace('-', '−');

function definitionOf(policy: Policy, name: string) {
  const definition = Object.hasOwn(policy.features, name) ? policy.features[name] : undefined;
  return definition && isMeasured(definition) ? definition : undefined;
}

function isYesNo(policy: Policy, name: string): boolean {
  const definition = definitionOf(policy, name);
  return definition?.from === 'customers' && definition.as === 'yesNo';
}

function countsOrders(policy: Policy, name: string): boolean {
  if (name === 'orderCount' || name === 'lifetimeOrders') return true;
  const definition = definitionOf(policy, name);
  return definition?.from === 'orders' && 'take' in definition && definition.take === 'count';
}
