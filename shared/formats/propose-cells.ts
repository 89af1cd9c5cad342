import { canonicalOrders } from './canonical-orders.ts';
import { readMoment } from './moments.ts';
import { readAmount, readCurrency } from './money.ts';
import type { Field, OrderStatus } from './profile.ts';
import { isNothing, unwrapped } from './text.ts';
import { feedbackKind, meaning, readConsent, word } from './words.ts';

const MOST = 0.8;
const EMAIL = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;
const PHONE = /^\+?[\d*][\d*\s()-]{5,19}$/;
const CHINESE_MOBILE = /^(\+?86)?1[3-9]\d{9}$/;
const CLOCK = /^\d{1,2}:\d\d(:\d\d)?$/;
const WITH_SIGNS = /\d[-/.年]\d|[-/]\d{4}/;
const MONEY = /\d[.,]\d\d$|^[¥￥$€£]|元$/;

const isDate = (cell: string): boolean =>
  (['DMY', 'MDY'] as const).some((order) => typeof readMoment(cell, { order, epoch: 's' }) !== 'string');
const isWrittenDate = (cell: string): boolean => WITH_SIGNS.test(cell) && isDate(cell);
const isAmount = (cell: string): boolean =>
  (['point', 'comma'] as const).some((style) => typeof readAmount(cell, style) !== 'string');

/** What a cell of a field looks like, where that can be told. */
const LOOKS: Partial<Record<Field, (cell: string) => boolean>> = {
  order_id: (cell) => !isWrittenDate(cell),
  customer_id: (cell) => !isWrittenDate(cell),
  email: (cell) => EMAIL.test(cell),
  phone: (cell) => PHONE.test(cell),
  ordered_at: isDate,
  occurred_at: isDate,
  closed_at: isDate,
  consent_at: isDate,
  updated_at: isDate,
  time: (cell) => CLOCK.test(cell),
  amount: isAmount,
  refund: isAmount,
  quantity: isAmount,
  score: isAmount,
  currency: (cell) => readCurrency(cell) !== undefined,
  consent: (cell) => typeof readConsent(cell) === 'boolean',
  status: (cell) => statusGuess(cell) !== undefined,
  feedback: (cell) => feedbackKind(cell) !== undefined,
  activity: (cell) => !isWrittenDate(cell) && !isAmount(cell),
};

/** Fields whose cells may now and then hold something else: masked, made up, or in the shop's own words. */
const LOOSE: Partial<Record<Field, number>> = { email: 0.3, phone: 0.3, status: 0.01, feedback: 0.3 };

/** Looks that say enough without a fitting name, with what they are worth beside the 9 of a good name. */
const TELLING: readonly (readonly [field: Field, score: number, looks: (cell: string) => boolean])[] = [
  ['email', 4, (cell) => EMAIL.test(cell)],
  ['phone', 3, (cell) => CHINESE_MOBILE.test(cell)],
  ['ordered_at', 2, isWrittenDate],
  ['occurred_at', 2, isWrittenDate],
  ['amount', 1, (cell) => MONEY.test(cell) && isAmount(cell)],
];

const DECIMAL = /^[-+]?[¥￥$€£]?\d[\d,]*[.,]\d{1,2}$/;

/** A cell that can only be a value: an address, a date, a number with decimals. */
export function isValue(cell: string): boolean {
  const said = unwrapped(cell);
  return EMAIL.test(said) || isWrittenDate(said) || DECIMAL.test(said);
}

export const filledCells = (cells: readonly string[]): string[] =>
  cells.map(unwrapped).filter((cell) => !isNothing(cell));

const share = (cells: readonly string[], looks: (cell: string) => boolean): number =>
  cells.filter(looks).length / cells.length;

/** False where the cells of a column cannot be what the field needs; an empty column can be anything. */
export function cellsFit(field: Field, filled: readonly string[]): boolean {
  const looks = LOOKS[field];
  if (!looks || filled.length === 0) return field !== 'time' || filled.length > 0;
  return share(filled, looks) >= (LOOSE[field] ?? MOST);
}

/** What the cells alone say for a field, whatever the column is called. */
export function cellScore(field: Field, filled: readonly string[]): number {
  const telling = TELLING.find(([one]) => one === field);
  if (!telling || filled.length === 0) return 0;
  return share(filled, telling[2]) === 1 ? telling[1] : 0;
}

const STATUS_GUESSES: readonly (readonly [OrderStatus, RegExp])[] = [
  ['unpaid', /未付|未支付|待付|待支付|unpaid|pending|draft/],
  ['refunded', /退款|退货|refund|returned/],
  ['cancelled', /取消|关闭|作废|cancel|void|fail/],
  ['paid', /完成|成功|已付|已支付|发货|收货|签收|paid|complete|ship|deliver|success/],
];

/** What a status word most likely means. */
export function statusGuess(cell: string): OrderStatus | undefined {
  const said = word(cell);
  const known = meaning(canonicalOrders.status, said);
  if (typeof known === 'string') return known;
  return STATUS_GUESSES.find(([, pattern]) => pattern.test(said))?.[0];
}

/** Words that are read without being told what they mean. */
export const isKnownStatus = (cell: string): boolean =>
  meaning(canonicalOrders.status, word(cell)) !== undefined;
