import type { CUSTOMER_LAKE_COLUMNS, ExportKind, ORDER_LAKE_COLUMNS } from '../contract/intake.ts';

export type OrderStatus = 'paid' | 'refunded' | 'cancelled' | 'unpaid';

/** What a column of an export can mean: the lake's columns, as a file spells them. */
export type Field =
  | Exclude<keyof typeof ORDER_LAKE_COLUMNS | keyof typeof CUSTOMER_LAKE_COLUMNS, NotGiven>
  | 'cancelled_at';
type NotGiven = 'intake_id' | 'row' | 'has_zone' | 'decimals';

/** One platform's export, as data. Column names are compared by `headerName`. */
export interface Profile {
  id: string;
  kind: ExportKind;
  /** Columns that only this platform has; all must be there. Empty: known by its fields. */
  signature: readonly string[];
  /** For each field the columns to look into, best first; names within one group mean the same. */
  columns: Partial<Record<Field, readonly (readonly string[])[]>>;
  /** Of each group at least one field must have a column. */
  required: readonly (readonly Field[])[];
  status: Readonly<Record<string, OrderStatus>>;
  /**
   * Fields that stand only on the first row of an order. A row where all of them are empty is a further line item
   * of the order above it, and counts as `repeated`.
   */
  firstRowOnly: readonly Field[];
}

/** The row, column and code of what a person must mend in a file. */
export interface RowProblem {
  code: string;
  column?: string;
}

/** Thrown while a file is read: nothing of it can be used. `line` 0 = the whole file. */
export class FileProblem extends Error {
  readonly code: string;
  readonly line: number;
  readonly column: string | undefined;

  constructor(code: string, line = 0, column?: string) {
    super(code);
    this.name = 'FileProblem';
    this.code = code;
    this.line = line;
    this.column = column;
  }
}
