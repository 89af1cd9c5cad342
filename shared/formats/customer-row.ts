import type { CUSTOMER_LAKE_COLUMNS } from '../contract/intake.ts';
import { personOf } from './order-row.ts';
import type { CellReader } from './row-reader.ts';
import { shown } from './text.ts';

/** One row of `lake/customers`, but for the ids that the file gives it. */
export type CustomerRow = Record<
  Exclude<keyof typeof CUSTOMER_LAKE_COLUMNS, 'intake_id' | 'row'>,
  string | boolean | null
>;

const WORD_LENGTH = 200;

/** What one row says about a person; throws a RowRefusal for the first thing that is wrong. */
export function customerRow(read: CellReader, cells: readonly string[]): CustomerRow {
  read.mustBeClean(cells);
  return {
    ...personOf(read, cells),
    country: shown(read.text(cells, 'country'), WORD_LENGTH),
    consent_source: shown(read.text(cells, 'consent_source'), WORD_LENGTH),
  };
}
