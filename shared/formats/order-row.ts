import type { ORDER_LAKE_COLUMNS } from '../contract/intake.ts';
import type { OrderStatus, Profile } from './profile.ts';
import { type CellReader, RowRefusal } from './row-reader.ts';
import { isExcelError, isNothing, shown, unwrapped } from './text.ts';
import { meaning, word } from './words.ts';

/** One row of `lake/orders`, but for the ids that the file gives it. */
export type OrderRow = Record<
  Exclude<keyof typeof ORDER_LAKE_COLUMNS, 'intake_id' | 'row'>,
  string | number | boolean | null
> & { amount: number; currency: string | null };

const NAME_LENGTH = 100;
const WORD_LENGTH = 200;

/** The facts of one order as its row states them; throws a RowRefusal for the first thing that is wrong. */
export function orderRow(read: CellReader, profile: Profile, cells: readonly string[]): OrderRow {
  read.mustBeClean(cells);
  const order_id = read.id(cells, 'order_id');
  if (order_id === null) throw new RowRefusal('R_ORDER_ID_MISSING', 'order_id');
  const status = statusOf(read, profile, cells);
  const money = moneyOf(read, cells, status);
  const ordered = read.moment(cells, 'ordered_at');
  if (!ordered) throw new RowRefusal('R_DATE_MISSING', 'ordered_at');
  return {
    order_id,
    ...personOf(read, cells),
    ordered_at: ordered.at,
    has_zone: ordered.zoned,
    ...money,
    status,
    category: shown(read.text(cells, 'category'), WORD_LENGTH),
    channel: shown(read.text(cells, 'channel'), WORD_LENGTH),
    region: shown(read.text(cells, 'region'), WORD_LENGTH),
  };
}

/** What order and customer rows say about a person. */
export function personOf(read: CellReader, cells: readonly string[]) {
  const consent = read.consent(cells);
  const consentAt = read.moment(cells, 'consent_at');
  return {
    customer_id: read.id(cells, 'customer_id'),
    email: read.email(cells),
    phone: shown(read.text(cells, 'phone'), NAME_LENGTH),
    name: shown(read.text(cells, 'name'), NAME_LENGTH),
    language: shown(read.text(cells, 'language'), 35),
    consent,
    consent_at: consent === null ? null : (consentAt?.at ?? null),
    updated_at: read.moment(cells, 'updated_at')?.at ?? null,
  };
}

function statusOf(read: CellReader, profile: Profile, cells: readonly string[]): OrderStatus {
  const cell = unwrapped(read.text(cells, 'status'));
  if (isExcelError(cell)) throw new RowRefusal('R_EXCEL_ERROR', 'status');
  const status = isNothing(cell) ? 'paid' : meaning(profile.status, word(cell));
  if (!status) throw new RowRefusal('R_STATUS_UNKNOWN', 'status');
  const cancelled = read.text(cells, 'cancelled_at') !== '' && status === 'paid';
  return cancelled ? 'cancelled' : status;
}

/** A negative amount is a refund by itself. An order refunded without saying how much was refunded in full. */
function moneyOf(read: CellReader, cells: readonly string[], status: OrderStatus) {
  const paid = read.amount(cells, 'amount', read.currency(cells));
  if (!paid) throw new RowRefusal('R_AMOUNT_MISSING', 'amount');
  const given = read.amount(cells, 'refund', paid.currency);
  if (given && given.decimals !== paid.decimals) throw new RowRefusal('R_CURRENCY_INVALID', 'refund');
  const stated = given ? Math.abs(given.minor) : 0;
  const inFull = status === 'refunded' && stated === 0 && paid.minor > 0;
  return {
    amount: paid.minor,
    refund: inFull ? paid.minor : stated,
    decimals: paid.decimals,
    currency: paid.currency ?? null,
  };
}

/** A further line item of the order above: what stands on the first row of an order only is empty. */
export const isFurtherItem = (read: CellReader, profile: Profile, cells: readonly string[]): boolean =>
  profile.firstRowOnly.length > 0 && profile.firstRowOnly.every((field) => read.text(cells, field) === '');
