import { activityRow, feedbackRow } from '../formats/activity-row.ts';
import { customerRow } from '../formats/customer-row.ts';
import type { findings } from '../formats/findings.ts';
import type { Layout } from '../formats/layout.ts';
import { isFurtherItem, orderRow } from '../formats/order-row.ts';
import { FileProblem, type Profile } from '../formats/profile.ts';
import type { CellReader } from '../formats/row-reader.ts';
import { RowRefusal } from '../formats/row-refusal.ts';
import { isTooLong } from '../formats/text.ts';
import type { Cell } from './duckdb.ts';
import { incompleteOrders } from './incomplete-orders.ts';
import type { Rejects } from './rejects.ts';
import type { Amounts } from './settle-sums.ts';

export type ReadRow = Readonly<Record<string, Cell>>;

export interface RowSinks {
  /** The file was JSON Lines: what fits no header is a line that is no object. */
  isJson: boolean;
  rejects: Rejects;
  found: ReturnType<typeof findings>;
  take: (row: ReadRow, line: number) => void;
}

/** The cells of a record as the header counts them; `null` when there are more or fewer. */
export function fitted(cells: string[], columns: number): string[] | null {
  if (cells.length === columns) return cells;
  return cells.length === columns + 1 && cells[columns]?.trim() === '' ? cells.slice(0, columns) : null;
}

export const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');

const READ: Record<
  Profile['kind'],
  (read: CellReader, profile: Profile, cells: readonly string[]) => ReadRow
> = {
  orders: orderRow,
  customers: (read, _, cells) => customerRow(read, cells),
  activity: (read, _, cells) => activityRow(read, cells),
  feedback: (read, _, cells) => feedbackRow(read, cells),
};

/** Takes the records below the header one by one: each is blank, a further line item, refused, or read. */
export function rowSorter(layout: Layout, reader: CellReader, { isJson, rejects, found, take }: RowSinks) {
  const { profile } = layout.mapping;
  /** Of the rejected the `erased` are no fault of the file. */
  const counts = { rows: 0, blank: 0, rejected: 0, further: 0, erased: 0 };
  const readable: Amounts = {};
  const rejectedAmounts: Amounts = {};
  const incomplete = incompleteOrders(layout, reader);
  let order = '';
  let gross = 0;
  let below = false;

  function refuse(cells: readonly string[], line: number, code: string, column?: string): void {
    counts.rejected += 1;
    found.note(code, line, column, cells);
    rejects.add(line, code, column, cells);
  }

  function sort(record: string[], line: number): void {
    counts.rows += 1;
    const cells = fitted(record, layout.header.length);
    if (isBlank(record) || isBelow(record, line)) counts.blank += 1;
    else if (!cells) refuseRagged(record, line);
    else if (cells.some(isTooLong)) refuseTooLong(cells, line);
    else if (isFurtherItem(reader, profile, cells)) further(cells, line);
    else {
      order = reader.text(cells, 'order_id');
      readOne(cells, line);
    }
  }

  function refuseRagged(record: string[], line: number): void {
    refuse(record, line, isJson ? 'R_JSON_INVALID' : 'R_COLUMN_COUNT');
    if (!isJson) incomplete.noteRagged(record);
  }

  function refuseTooLong(cells: string[], line: number): void {
    refuse(cells.map(shortened), line, 'R_FIELD_TOO_LONG');
    incomplete.note(cells);
  }

  /** Sums and signatures that a program writes below its table are no rows of it. */
  function isBelow(record: readonly string[], line: number): boolean {
    if (below || !profile.footer) return below;
    const filled = record.map((cell) => cell.trim()).filter((cell) => cell !== '');
    const alone = record.length !== layout.header.length || filled.length === 1;
    below = alone && profile.footer.some((pattern) => pattern.test(filled.join(' ')));
    if (below) found.note('W_FOOTER', line);
    return below;
  }

  function further(cells: string[], line: number): void {
    if (order !== '' && reader.text(cells, 'order_id') === order) counts.further += 1;
    else refuse(cells, line, 'R_ORDER_ROW_MISSING');
  }

  function readOne(cells: string[], line: number): void {
    try {
      const row = READ[profile.kind](reader, profile, cells);
      addReadable(row);
      take(row, line);
    } catch (error) {
      if (!(error instanceof RowRefusal)) throw error;
      refuse(cells, line, error.problem.code, error.problem.column);
      incomplete.note(cells);
      const amount = amountOf(cells);
      if (!amount) return;
      addReadable(amount);
      add(rejectedAmounts, amount);
    }
  }

  /** Sums stay exact only while what is added up, whatever its sign, does. */
  function addReadable(row: ReadRow): void {
    gross += Math.abs(Number(row.amount ?? 0));
    if (!Number.isSafeInteger(gross)) throw new FileProblem('F_AMOUNT_TOTAL', 0);
    add(readable, row);
  }

  /** What a refused row says of money, where that much can be read. */
  function amountOf(cells: string[]): ReadRow | null {
    if (profile.kind !== 'orders') return null;
    const amount = orUndefined(() => reader.amount(cells, 'amount', reader.currency(cells)));
    return amount ? { amount: amount.minor, currency: amount.currency ?? null } : null;
  }

  /** Counts rows as refused that were taken before; their money was read. */
  function refuseTaken(lines: number, amounts: Amounts): void {
    counts.rejected += lines;
    for (const [currency, amount] of Object.entries(amounts)) add(rejectedAmounts, { currency, amount });
  }

  return { sort, refuseTaken, counts, readable, rejectedAmounts, incomplete: incomplete.ids };
}

/** A refused row is only looked at: what cannot be read of it is left. */
function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof RowRefusal) return undefined;
    throw error;
  }
}

function add(sums: Amounts, { amount, currency }: ReadRow): void {
  const key = String(currency ?? '');
  if (typeof amount === 'number') sums[key] = (sums[key] ?? 0) + amount;
}

export type RowSorter = ReturnType<typeof rowSorter>;

const shortened = (cell: string): string => (isTooLong(cell) ? `${cell.slice(0, 100)}…` : cell);
