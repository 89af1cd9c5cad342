import type { CUSTOMER_LAKE_COLUMNS } from '../contract/intake.ts';
import { contactOf, WORD_LENGTH, whoOf } from './order-row.ts';
import type { CellReader } from './row-reader.ts';
import { shown } from './text.ts';

/** One row of `lake/customers`, but for the ids that the file gives it. */
export type CustomerRow = Record<
  Exclude<keyof typeof CUSTOMER_LAKE_COLUMNS, 'intake_id' | 'row'>,
  string | boolean | null
>;

/** What one row says about a person; throws a RowRefusal for the first thing that is wrong. */
export function customerRow(read: CellReader, cells: readonly string[]): CustomerRow {
  read.mustBeClean(cells);
  return {
    ...whoOf(read, cells),
    ...contactOf(read, cells),
    country: shown(read.text(cells, 'country'), WORD_LENGTH),
    consent_source: shown(read.text(cells, 'consent_source'), WORD_LENGTH),
    attributes: attributesOf(read, cells),
  };
}

/** In one order of names, so that equal statements are equal texts. */
function attributesOf(read: CellReader, cells: readonly string[]): string | null {
  const said = read
    .attributes(cells)
    .map(([name, cell]) => [name, shown(cell, WORD_LENGTH)] as const)
    .filter(([, text]) => text !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return said.length === 0 ? null : JSON.stringify(Object.fromEntries(said));
}
