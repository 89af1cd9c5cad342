import type { FeatureKind, Unit } from '../feature-catalog.ts';
import { scaleOf } from '../feature-catalog.ts';
import type { Cell } from '../features.ts';
import { ANY, type Condition, type When } from './names.ts';

/** Scores and conditions on them are compared as whole ten-thousandths: decimal fractions are exact there. */
export const UNITS = 10_000;

export const inUnits = (value: number): number => Math.round(value * UNITS);

/** What a name of a condition stands for. */
export interface Readable extends Omit<FeatureKind, 'unit'> {
  unit: Unit | 'score' | 'flag';
}

/** Everything that conditions can read of one customer, by name: numbers in their unit's scale, scores in ten-thousandths. */
export type Reading = Readonly<Record<string, Cell | boolean>>;

type Test = (value: Cell | boolean) => boolean;

/** How conditions are read: what the names are, the currency of money, and by how much a number may miss its bound. */
export interface Reader {
  readable(name: string): Readable | undefined;
  currency: string;
  /** Per cent of the bound; 0 without a margin. */
  marginPercent?: number;
}

/**
 * A test of all conditions of a block. A condition on something unknown never holds, unless it says `unknown`.
 * Throws where a name or a condition is not known: the policy's check has proven that there is none.
 */
export function compileWhen(when: When, reader: Reader): (reading: Reading) => boolean {
  const tests = Object.entries(when).map(([name, condition]) =>
    name === ANY ? anyOf(condition, reader) : single(name, condition, reader),
  );
  const [only] = tests;
  if (only && tests.length === 1) return only;
  return (reading) => tests.every((test) => test(reading));
}

function anyOf(blocks: When[string], reader: Reader): (reading: Reading) => boolean {
  const tests = (Array.isArray(blocks) ? blocks : []).map((block) =>
    compileWhen(typeof block === 'object' ? block : {}, reader),
  );
  return (reading) => tests.some((test) => test(reading));
}

function single(name: string, condition: When[string], reader: Reader): (reading: Reading) => boolean {
  const readable = reader.readable(name);
  const test = readable && isCondition(condition) ? testOf(condition, readable, reader) : undefined;
  if (!test) throw new RangeError(`the condition on ${name} cannot be read`);
  return (reading) => test(reading[name] ?? null);
}

export const isCondition = (condition: When[string]): condition is Condition =>
  !(Array.isArray(condition) && condition.some((member) => typeof member === 'object'));

/** The test that a condition is; undefined where it does not fit what it is put to. */
export function testOf(condition: Condition, readable: Readable, reader: Reader): Test | undefined {
  if (condition === 'unknown') return (value) => value === null;
  if (condition === 'known') return (value) => value !== null;
  if (readable.unit === 'flag') return flagTest(condition);
  if (Array.isArray(condition)) return oneOf(condition, readable, reader);
  if (readable.yesNo) return yesNoTest(condition) ?? numberTest(String(condition), readable, reader);
  if (typeof condition === 'boolean') return undefined;
  if (readable.unit === 'text') return textTest(String(condition));
  return numberTest(condition, readable, reader);
}

function oneOf(list: readonly (string | number)[], readable: Readable, reader: Reader): Test | undefined {
  const tests = list.map((member) => testOf(member, readable, reader));
  const known = tests.filter((test) => test !== undefined);
  return known.length === list.length ? (value) => known.some((test) => test(value)) : undefined;
}

const YES = ['yes', 'true', '是'];
const NO = ['no', 'false', '否'];

function flagTest(condition: Condition): Test | undefined {
  const word = String(condition).toLowerCase();
  if (YES.includes(word)) return (value) => value === true;
  return NO.includes(word) ? (value) => value === false : undefined;
}

/** A column of yes and no is kept as 1 and 0. */
function yesNoTest(condition: Condition): Test | undefined {
  const test = flagTest(condition);
  return test && ((value) => value !== null && test(value === 1));
}

/** Texts are alike without regard to case, width and blanks around them. */
export const plainText = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

function textTest(condition: string): Test {
  const negated = /^!=\s*(.+)$/.exec(condition)?.[1];
  const wanted = plainText(negated ?? condition.replace(/^=\s*/, ''));
  const alike = (value: Cell | boolean) => typeof value === 'string' && plainText(value) === wanted;
  return negated === undefined ? alike : (value) => typeof value === 'string' && !alike(value);
}

const COMPARE = {
  '>=': (a: number, b: number) => a >= b,
  '<=': (a: number, b: number) => a <= b,
  '>': (a: number, b: number) => a > b,
  '<': (a: number, b: number) => a < b,
  '=': (a: number, b: number) => a === b,
  '!=': (a: number, b: number) => a !== b,
} as const;
type Operator = keyof typeof COMPARE;

const NUMBER = '-?\\d{1,12}(?:\\.\\d{1,4})?';
const COMPARISON = /^(>=|<=|!=|>|<|=)?\s*(\S.*)$/;
const RANGE = new RegExp(`^(${NUMBER})\\s*\\.\\.\\s*(${NUMBER})$`);

function numberTest(condition: string | number, readable: Readable, reader: Reader): Test | undefined {
  const range = RANGE.exec(String(condition).trim());
  const parts = range
    ? [bound('>=', range[1] ?? '', readable, reader), bound('<=', range[2] ?? '', readable, reader)]
    : [comparison(String(condition).trim(), readable, reader)];
  const tests = parts.filter((test) => test !== undefined);
  return tests.length === parts.length
    ? (value) => typeof value === 'number' && tests.every((test) => test(value))
    : undefined;
}

function comparison(text: string, readable: Readable, reader: Reader) {
  const [, operator = '=', bare = ''] = COMPARISON.exec(text) ?? [];
  return bound(operator as Operator, bare, readable, reader);
}

function bound(operator: Operator, text: string, readable: Readable, reader: Reader) {
  const number = numberOf(text, readable);
  if (number === undefined) return undefined;
  const scale = readable.unit === 'score' ? UNITS : scaleOf(readable.unit as Unit, reader.currency);
  // Six digits take away what binary fractions add: 19.99 × 100 is 1998.9999999999998.
  const exact = Number((number * scale).toFixed(6));
  const limit = isMeasure(readable) ? eased(operator, exact, reader.marginPercent ?? 0) : exact;
  return (value: number) => COMPARE[operator](value, limit);
}

/** Of bands, places of words and yes or no there are no per cents. */
const isMeasure = ({ unit, levels, yesNo }: Readable): boolean => unit !== 'score' && !levels && !yesNo;

/** A bound that may be missed by so many per cent of itself; what must be equal stays as it is. */
function eased(operator: Operator, limit: number, percent: number): number {
  if (operator === '>=' || operator === '>') return missedBy(limit, -percent);
  return operator === '<=' || operator === '<' ? missedBy(limit, percent) : limit;
}

/** A bound moved by so many per cent of itself; six digits take away what binary fractions add. */
export const missedBy = (bound: number, percent: number): number =>
  Number((bound + (Math.abs(bound) * percent) / 100).toFixed(6));

/** A number as written, or the place of a level's word. */
function numberOf(text: string, { levels }: Readable): number | undefined {
  const place = levels?.findIndex((level) => plainText(level) === plainText(text)) ?? -1;
  if (place >= 0) return place + 1;
  return new RegExp(`^${NUMBER}$`).test(text) ? Number(text) : undefined;
}
