import type { ORDER_LAKE_COLUMNS } from '../contract/intake.ts';
import type { Money } from './money-reader.ts';
import type { OrderStatus, Profile } from './profile.ts';
import type { CellReader } from './row-reader.ts';
import { RowRefusal } from './row-refusal.ts';
import { isExcelError, isNothing, shown, unwrapped } from './text.ts';
import { meaning, word } from './words.ts';

/** One row of `lake/orders`, but for the ids that the file gives it; a line item also says which one it is. */
export type OrderRow = Record<
  Exclude<keyof typeof ORDER_LAKE_COLUMNS, 'intake_id' | 'row'>,
  string | number | boolean | null
> & { amount: number; currency: string | null; line_id?: string | null };

const NAME_LENGTH = 100;
export const WORD_LENGTH = 200;

/** The facts of one order as its row states them; throws a RowRefusal for the first thing that is wrong. */
export function orderRow(read: CellReader, profile: Profile, cells: readonly string[]): OrderRow {
  read.mustBeClean(cells);
  const order_id = orderIdOf(read, profile, cells);
  if (order_id === null) throw new RowRefusal('R_ORDER_ID_MISSING', 'order_id');
  const said = statusOf(read, profile, cells);
  const money = moneyOf(read, profile, cells, said);
  const status = isOfTheShop(read, profile, cells, money.amount) ? 'cancelled' : said;
  const ahead = profile.dateMayLieAhead === true && bringsNothing(status);
  const ordered = read.moment(cells, 'ordered_at', ahead);
  if (!ordered) throw new RowRefusal('R_DATE_MISSING', 'ordered_at');
  return {
    order_id,
    ...whoOf(read, cells, takesBack(read, profile, cells)),
    ...contactOf(read, cells),
    ordered_at: ordered.at,
    has_zone: ordered.zoned,
    ...money,
    status,
    category: shown(read.text(cells, 'category'), WORD_LENGTH),
    channel: shown(read.text(cells, 'channel'), WORD_LENGTH),
    region: shown(read.text(cells, 'region'), WORD_LENGTH),
    ...(profile.grain === 'lines' ? { line_id: read.id(cells, 'line_id') } : {}),
  };
}

/** Of a row that takes money back the order is the one it refers to. */
function orderIdOf(read: CellReader, profile: Profile, cells: readonly string[]): string | null {
  const own = read.id(cells, 'order_id');
  const sale = takesBack(read, profile, cells) ? read.id(cells, 'refers_to') : null;
  return sale ?? own ?? read.madeId(cells);
}

const takesBack = (read: CellReader, { rowTypes }: Profile, cells: readonly string[]): boolean =>
  rowTypes?.refund.includes(word(read.text(cells, 'row_type'))) ?? false;

/** A sale that costs money is something that the shop bought; a refund that brings some is one that it was given. */
const isOfTheShop = (read: CellReader, profile: Profile, cells: readonly string[], amount: number): boolean =>
  profile.rowTypes !== undefined && (takesBack(read, profile, cells) ? amount > 0 : amount < 0);

/** Who a row is about; all kinds say it alike. */
export function whoOf(read: CellReader, cells: readonly string[], takesBack = false) {
  const updated = read.moment(cells, 'updated_at');
  return {
    customer_id: read.id(cells, 'customer_id'),
    email: read.email(cells, takesBack),
    phone: read.phone(cells),
    updated_at: updated?.at ?? null,
    updated_has_zone: updated?.zoned ?? null,
  };
}

/** What order and customer rows say about how to write to a person. */
export function contactOf(read: CellReader, cells: readonly string[]) {
  const consent = read.consent(cells);
  const said = read.moment(cells, 'consent_at');
  const at = consent === null ? null : said;
  return {
    name: shown(read.text(cells, 'name'), NAME_LENGTH),
    language: shown(read.text(cells, 'language'), 35),
    consent,
    consent_at: at?.at ?? null,
    consent_has_zone: at?.zoned ?? null,
  };
}

function statusOf(read: CellReader, profile: Profile, cells: readonly string[]): OrderStatus {
  if (isLeftOut(read, profile, cells)) return 'cancelled';
  const cell = unwrapped(read.text(cells, 'status'));
  if (isExcelError(cell)) throw new RowRefusal('R_EXCEL_ERROR', 'status');
  const empty = profile.statusIfEmpty ?? 'paid';
  const status = isNothing(cell) ? empty : meaningOf(read, profile, cells, word(cell));
  if (!status) throw new RowRefusal('R_STATUS_UNKNOWN', 'status');
  const cancelled = read.text(cells, 'cancelled_at') !== '' && status === 'paid';
  return cancelled ? 'cancelled' : status;
}

/** Fees, withdrawals and the like are no orders. */
function isLeftOut(read: CellReader, { rowTypes }: Profile, cells: readonly string[]): boolean {
  if (!rowTypes) return false;
  return ![...rowTypes.sale, ...rowTypes.refund].includes(word(read.text(cells, 'row_type')));
}

function meaningOf(read: CellReader, profile: Profile, cells: readonly string[], said: string) {
  const pattern = profile.statusPatterns?.find((one) => one.pattern.test(said));
  if (pattern) return pattern.status;
  const known = meaning(profile.status, said) ?? profile.otherStatus;
  if (known === undefined || typeof known === 'string') return known;
  return isNothing(unwrapped(read.text(cells, known.filled))) ? known.no : known.yes;
}

/** A negative amount is a refund by itself. An order refunded without saying how much was refunded in full. */
function moneyOf(read: CellReader, profile: Profile, cells: readonly string[], status: OrderStatus) {
  const paid = paidOf(read, profile, cells, status);
  const given = read.amount(cells, 'refund', paid.currency);
  if (given && given.decimals !== paid.decimals) throw new RowRefusal('R_CURRENCY_INVALID', 'refund');
  const stated = given ? Math.abs(given.minor) : 0;
  const wholly = status === 'refunded' || isTakenBack(read, profile, cells);
  return {
    amount: paid.minor,
    refund: wholly && stated === 0 && paid.minor > 0 ? paid.minor : read.statesRefunds ? stated : null,
    decimals: paid.decimals,
    currency: paid.currency ?? null,
  };
}

function paidOf(read: CellReader, profile: Profile, cells: readonly string[], status: OrderStatus): Money {
  const named = read.currency(cells);
  const paid = read.amount(cells, 'amount', named);
  if (paid) return paid;
  if (profile.amountOnlyWhenPaid && bringsNothing(status)) return read.noMoney(named);
  throw new RowRefusal('R_AMOUNT_MISSING', 'amount');
}

const bringsNothing = (status: OrderStatus): boolean => status === 'cancelled' || status === 'unpaid';

function isTakenBack(read: CellReader, profile: Profile, cells: readonly string[]): boolean {
  const { refundedInFull, refundedInPart = [] } = profile;
  if (!refundedInFull) return false;
  const said = word(unwrapped(read.text(cells, 'after_sales')));
  const says = (words: readonly string[]) => words.some((one) => said.includes(one));
  const inPart = says(refundedInPart);
  if (inPart) read.note('W_PARTIAL_REFUND', 'after_sales');
  return says(refundedInFull) && !inPart;
}

/** A further line item of the order above: what stands on the first row of an order only is empty. */
export const isFurtherItem = (read: CellReader, { firstRowOnly }: Profile, cells: readonly string[]) =>
  firstRowOnly?.every((field) => read.text(cells, field) === '') ?? false;
