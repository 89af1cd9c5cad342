import { type FeatureRow, FeatureRowSchema } from '../contract/artifacts.ts';
import { featureRowIn, rowColumns } from '../contract/feature-row.ts';
import { isLocalDate } from '../domain/dates.ts';
import type { Facts, Cell as FeatureCell } from '../domain/features.ts';
import type { Held } from '../domain/held.ts';
import { isHeldAsWritten } from '../domain/held-as-written.ts';
import type { MeasuredColumn } from '../domain/measured-columns.ts';
import type { Cell, Chunk } from './duckdb.ts';

type Column = (row: number) => Cell;

/** A cell that the row's schema would not take; what it says of it is better than what could be said here. */
class OddCell extends Error {}

function text(cell: Cell): string {
  if (typeof cell !== 'string') throw new OddCell();
  return cell;
}

function whole(cell: Cell): number {
  if (typeof cell !== 'number' || !Number.isSafeInteger(cell)) throw new OddCell();
  return cell;
}

function textOrNull(cell: Cell): string | null {
  return cell === null ? null : text(cell);
}

function flagOrNull(cell: Cell): boolean | null {
  if (cell !== null && typeof cell !== 'boolean') throw new OddCell();
  return cell;
}

function dateOrNull(cell: Cell): string | null {
  if (cell !== null && !(typeof cell === 'string' && isLocalDate(cell))) throw new OddCell();
  return cell;
}

const featureCell = (cell: Cell): FeatureCell => (typeof cell === 'number' ? whole(cell) : textOrNull(cell));

function heldOf(cell: Cell): Held | null {
  if (cell === null) return null;
  const held: unknown = JSON.parse(text(cell));
  if (!isHeldAsWritten(held)) throw new OddCell();
  return held;
}

/** Reads the columns of `rowColumns`, of which each chunk has all in their order. */
export function featureReader(measured: readonly MeasuredColumn[]) {
  const names = Object.keys(rowColumns(measured));
  const place = new Map(names.map((name, i) => [name, i]));

  /**
   * The row that `FeatureRowSchema` makes of it, for a fifth of the work: the columns have their types already, so that
   * each value needs one look. One that is not as it should be is left to the schema, which says what is wrong.
   */
  return (chunk: Chunk): ((row: number) => FeatureRow) => {
    const columns = names.map((_, i) => chunk.column(i));
    const at = (name: string): Column => columns[place.get(name) ?? -1] ?? (() => null);
    const read = fastReader(at, measured);
    return (row) => {
      try {
        return read(row);
      } catch (error) {
        if (!(error instanceof OddCell)) throw error;
        const cells = Object.fromEntries(names.map((name, i) => [name, columns[i]?.(row)]));
        return FeatureRowSchema.parse(featureRowIn(cells, measured));
      }
    };
  };
}

function fastReader(
  at: (name: string) => Column,
  measured: readonly MeasuredColumn[],
): (row: number) => FeatureRow {
  const [customerId, present, email, name] = [at('customer_id'), at('present'), at('email'), at('name')];
  const [language, consent, consentOn] = [at('language'), at('consent'), at('consent_on')];
  const [consentSource, held, quietKnown] = [at('consent_source'), at('held'), at('q_known')];
  const now = factsReader(at, '', measured);
  const quiet = factsReader(at, 'q', measured);
  return (row) => {
    const facts = now(row);
    const isPresent = flagOrNull(present(row));
    if (isPresent === null) throw new OddCell();
    return {
      firstOrderDate: facts.firstOrderDate,
      lastOrderDate: facts.lastOrderDate,
      lifetimeOrders: facts.lifetimeOrders,
      lifetimeNet: facts.lifetimeNet,
      orderCount: facts.orderCount,
      netAmount: facts.netAmount,
      measured: facts.measured,
      customerId: text(customerId(row)),
      present: isPresent,
      quiet: quietKnown(row) === true ? quiet(row) : null,
      email: textOrNull(email(row)),
      name: textOrNull(name(row)),
      language: textOrNull(language(row)),
      consent: flagOrNull(consent(row)),
      consentOn: dateOrNull(consentOn(row)),
      consentSource: textOrNull(consentSource(row)),
      held: heldOf(held(row)),
    };
  };
}

type MeasuredFacts = Omit<Facts, 'measured'> & { measured: Record<string, FeatureCell> };

/** `before` stands before the names of the columns of the quiet facts. */
function factsReader(at: (name: string) => Column, before: '' | 'q', measured: readonly MeasuredColumn[]) {
  const column = (name: string) => at(before === '' ? name : `q_${name}`);
  const [first, last] = [column('first_order_date'), column('last_order_date')];
  const [orders, net] = [column('lifetime_orders'), column('lifetime_net')];
  const [count, amount] = [column('order_count'), column('net_amount')];
  const others = measured.map(({ name }) => [name, at(`${before}x_${name}`)] as const);
  return (row: number): MeasuredFacts => {
    const cells: Record<string, FeatureCell> = {};
    for (const [name, cell] of others) cells[name] = featureCell(cell(row));
    return {
      firstOrderDate: dateOrNull(first(row)),
      lastOrderDate: dateOrNull(last(row)),
      lifetimeOrders: whole(orders(row)),
      lifetimeNet: whole(net(row)),
      orderCount: whole(count(row)),
      netAmount: whole(amount(row)),
      measured: cells,
    };
  };
}
