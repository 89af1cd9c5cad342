import type { Draws } from './draws.ts';
import type { Order } from './orders.ts';
import type { Statement } from './statements.ts';

const shopTime = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
const yuan = (fen: number): string => (fen / 100).toFixed(2);

/** A row as the shop's system shows an order at a moment: fates of later days are not known yet. */
function seen(order: Order, moment: number): { status: string; refund: number; updatedAt: number } {
  const { fate, fateAt, bookedAt, refund, amount } = order;
  if (fate === 'kept' || fateAt > moment) return { status: 'paid', refund: 0, updatedAt: bookedAt };
  const updatedAt = Math.max(bookedAt, fateAt);
  if (fate !== 'returned') return { status: fate, refund: 0, updatedAt };
  return { status: refund === amount ? 'refunded' : 'paid', refund, updatedAt };
}

const ORDER_COLUMNS =
  'order_id,customer_id,ordered_at,amount,currency,status,refund_amount,category,channel,region,updated_at';

type Cells = string[];

function orderRow(order: Order, moment: number): Cells {
  const { status, refund, updatedAt } = seen(order, moment);
  const { id, person, at, amount, category, channel } = order;
  return [
    ...[id, person.id, shopTime(at), yuan(amount), 'CNY', status, refund > 0 ? yuan(refund) : ''],
    ...[category, channel, person.region, shopTime(updatedAt)],
  ];
}

/** What people do to a file by hand: a letter in a number, a day that does not exist, a cell that is gone. */
function spoilt(draws: Draws, cells: Cells): Cells {
  const [id = '', customer = '', , ...rest] = cells;
  return draws.pick<() => Cells>([
    () => ['', ...cells.slice(1)],
    () => [`${id}x`, customer, '2026-02-30 10:00:00', ...rest],
    () => [...cells.slice(0, 3), '12O.50', ...cells.slice(4)],
    () => [...cells.slice(0, 3), '#REF!', ...cells.slice(4)],
  ])();
}

const quotedIfNeeded = (cell: string): string =>
  /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
const csv = (header: string, rows: readonly Cells[]): string =>
  `${[header, ...rows.map((cells) => cells.map(quotedIfNeeded).join(','))].join('\n')}\n`;

/** The orders that `wanted` picks, as exported at `moment`; some rows twice, a few spoilt. */
export function ordersCsv(draws: Draws, orders: readonly Order[], moment: number): string {
  const rows = orders
    .filter(({ at, bookedAt }) => Math.max(at, bookedAt) <= moment)
    .flatMap((order) => {
      const row = orderRow(order, moment);
      if (draws.chance(0.006)) return [row, row];
      return draws.chance(0.006) ? [row, spoilt(draws, [`${order.id}-1`, ...row.slice(1)])] : [row];
    });
  return csv(ORDER_COLUMNS, rows);
}

/** Orders that are new or changed after `since`, as a shop exports them. */
export const changedSince = (orders: readonly Order[], since: number, moment: number): Order[] =>
  orders.filter((order) => order.at >= since || seen(order, moment).updatedAt >= since);

const CUSTOMER_COLUMNS = 'customer_id,email,name,language,country,consent,consent_at,updated_at';

export const customersCsv = (statements: readonly Statement[]): string =>
  csv(
    CUSTOMER_COLUMNS,
    statements.map(({ person, consent, consentAt, updatedAt }) => [
      ...[person.id, person.email, person.name, person.language, person.country, consent],
      ...[consent === '' ? '' : shopTime(consentAt), shopTime(updatedAt)],
    ]),
  );
