import { customerRow } from '../formats/customer-row.ts';
import type { findings } from '../formats/findings.ts';
import type { Layout } from '../formats/layout.ts';
import { isFurtherItem, orderRow } from '../formats/order-row.ts';
import { FileProblem } from '../formats/profile.ts';
import { type CellReader, RowRefusal } from '../formats/row-reader.ts';
import { isTooLong } from '../formats/text.ts';
import type { Cell } from './duckdb.ts';
import type { Amounts } from './lake-writer.ts';
import type { Rejects } from './rejects.ts';

export type ReadRow = Readonly<Record<string, Cell>>;

export interface RowSinks {
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

/** Takes the records below the header one by one: each is blank, a further line item, refused, or read. */
export function rowSorter(layout: Layout, reader: CellReader, { rejects, found, take }: RowSinks) {
  const { profile } = layout.mapping;
  const counts = { rows: 0, blank: 0, rejected: 0, further: 0 };
  const readable: Amounts = {};
  const rejectedAmounts: Amounts = {};
  let order = '';
  let gross = 0;

  const read = (cells: string[]): ReadRow =>
    profile.kind === 'orders' ? orderRow(reader, profile, cells) : customerRow(reader, cells);

  function refuse(cells: readonly string[], line: number, code: string, column?: string): void {
    counts.rejected += 1;
    found.note(code, line, column);
    rejects.add(line, code, column, cells);
  }

  function sort(record: string[], line: number): void {
    counts.rows += 1;
    const cells = fitted(record, layout.header.length);
    if (isBlank(record)) counts.blank += 1;
    else if (!cells) refuse(record, line, 'R_COLUMN_COUNT');
    else if (cells.some(isTooLong)) refuse(cells.map(shortened), line, 'R_FIELD_TOO_LONG');
    else if (isFurtherItem(reader, profile, cells)) further(cells, line);
    else {
      order = reader.text(cells, 'order_id');
      readOne(cells, line);
    }
  }

  function further(cells: string[], line: number): void {
    if (order !== '' && reader.text(cells, 'order_id') === order) counts.further += 1;
    else refuse(cells, line, 'R_ORDER_ROW_MISSING');
  }

  function readOne(cells: string[], line: number): void {
    try {
      const row = read(cells);
      addReadable(row);
      take(row, line);
    } catch (error) {
      if (!(error instanceof RowRefusal)) throw error;
      refuse(cells, line, error.problem.code, error.problem.column);
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
    try {
      const amount = reader.amount(cells, 'amount', reader.currency(cells));
      return amount && { amount: amount.minor, currency: amount.currency ?? null };
    } catch (error) {
      if (error instanceof RowRefusal) return null;
      throw error;
    }
  }

  return { sort, counts, readable, rejectedAmounts };
}

function add(sums: Amounts, { amount, currency }: ReadRow): void {
  const key = String(currency ?? '');
  if (typeof amount === 'number') sums[key] = (sums[key] ?? 0) + amount;
}

export type RowSorter = ReturnType<typeof rowSorter>;

const shortened = (cell: string): string => (isTooLong(cell) ? `${cell.slice(0, 100)}…` : cell);
