import type { ExportKind, LAKE_COLUMNS } from '../contract/intake.ts';
import type { Bilingual } from '../domain/bilingual.ts';

export type OrderStatus = 'paid' | 'refunded' | 'cancelled' | 'unpaid';

type LakeColumn = { [K in ExportKind]: keyof (typeof LAKE_COLUMNS)[K] }[ExportKind];
type NotGiven = 'intake_id' | 'row' | 'has_zone' | 'decimals' | 'attributes';

/** Cells that help to read a row and do not reach the lake themselves. */
type HelperField =
  | 'cancelled_at'
  | 'paid_at'
  | 'cancel_reason'
  | 'after_sales'
  /** What a row of an account statement is: a sale, a refund, a fee. */
  | 'row_type'
  /** Time of day, where it stands in a column of its own beside the date. */
  | 'time'
  /** The zone of date and time, in a column of its own. */
  | 'zone'
  /** The order that a refund row takes back. */
  | 'refers_to'
  /** The buyer's address on a row that takes money back, where a sale has it in another column. */
  | 'refund_email'
  /** Tells the line items of one order apart. */
  | 'line_id';

/** What a column of an export can mean. */
export type Field = Exclude<LakeColumn, NotGiven> | HelperField;

/**
 * What one row is: a whole order (or customer, …); `firstRow`: line items, and what concerns the order stands on the
 * first row only; `repeated`: line items that all repeat what concerns the order; `lines`: line items with money of
 * their own, which is summed.
 */
export type Grain = 'order' | 'firstRow' | 'repeated' | 'lines';

/** A status word whose meaning hangs on whether another cell is filled. */
export interface StatusByCell {
  filled: Field;
  yes: OrderStatus;
  no: OrderStatus;
}

/** A further column that is added to (1) or taken from (-1) an amount; empty counts as zero. */
export interface Addend {
  columns: readonly (readonly string[])[];
  sign: 1 | -1;
}

/** Which sign parts the decimals. */
export type AmountStyle = 'point' | 'comma';
export type DayOrder = 'DMY' | 'MDY';

/** One platform's export, as data. Column names are compared by `headerName`. */
export interface Profile {
  id: string;
  kind: ExportKind;
  /** What people call this file. */
  name: Bilingual;
  /** Columns that only this platform has; all must be there. Empty: known by its fields. */
  signature: readonly string[];
  /** Other sets of columns, each of which tells the file as well: people choose what they export. */
  signatures?: readonly (readonly string[])[];
  /** The whole header row as the platform writes it; for the template. */
  header: readonly string[];
  /** A row for the template, by column name; columns left out are empty. It must be taken in. */
  example: Readonly<Record<string, string>>;
  /** Lines above the header, where somebody said so; else the header is looked for. */
  skipLines?: number;
  /** What parts the columns, where somebody said so. */
  delimiter?: string;
  /** For each field the columns to look into, best first; names within one group mean the same. */
  columns: Partial<Record<Field, readonly (readonly string[])[]>>;
  /** Of each group at least one field must have a column. */
  required: readonly (readonly Field[])[];
  grain: Grain;
  /** With `firstRow` and `lines`: fields that are all empty on a further line item of the order above, which has no money. */
  firstRowOnly?: readonly Field[];
  /** Of an order's status words, in lower case after NFKC and trimming. */
  status: Readonly<Record<string, OrderStatus | StatusByCell>>;
  /** Status words known by a pattern; looked at before `status`. */
  statusPatterns?: readonly { pattern: RegExp; status: OrderStatus }[];
  /** What an unknown status word means; without it the row is refused. */
  otherStatus?: OrderStatus;
  /** What an empty cell of the status column means; without it the order is paid. */
  statusIfEmpty?: OrderStatus;
  /** A row that is neither paid nor refunded may be dated in the future: an open deal, an invoice that is due. */
  dateMayLieAhead?: boolean;
  /** What every row of this platform says without a column for it. */
  always?: Partial<Record<Field, string>>;
  /** A field that says nothing where another one is filled: a name tells nobody apart beside an address. */
  unless?: Partial<Record<Field, Field>>;
  /** With this delimiter the platform never quotes, and a quote is text. */
  noQuotesWith?: string;
  /** Words of `row_type` that are sales and refunds, in lower case; rows of other types are left out as cancelled. */
  rowTypes?: { sale: readonly string[]; refund: readonly string[] };
  /** Words of `after_sales` (contained in the cell) after which the order is refunded in full. */
  refundedInFull?: readonly string[];
  /** Words of `after_sales` after which some of it was paid back, nobody says how much; they win over `refundedInFull`. */
  refundedInPart?: readonly string[];
  addends?: Partial<Record<'amount' | 'refund', readonly Addend[]>>;
  /** Cancelled and unpaid rows may lack an amount; it is then zero. */
  amountOnlyWhenPaid?: boolean;
  /** Currency of amounts that name none. */
  currency?: string;
  /** How the platform writes decimals, where it always writes them alike. */
  amounts?: AmountStyle;
  /** Order of day and month, where the platform always writes it so. */
  dates?: DayOrder;
  /** Offset of times without a zone, where the platform fixes it. */
  offset?: '+00:00' | '+08:00';
  /** `May-21-26` is 2026. Refused elsewhere. */
  twoDigitYears?: boolean;
  /** Texts of a field that mean "nothing", beside the usual ones; compared after trimming. */
  nothing?: Partial<Record<Field | 'attributes', readonly string[]>>;
  /** Group 1 of the pattern is the value of the field; without a match the cell is empty. */
  extract?: Partial<Record<Field, RegExp>>;
  /** By field: the column whose text goes behind that of another one, as a province behind its country. */
  beside?: Partial<Record<Field, Readonly<Record<string, string>>>>;
  /** Columns that together make an order's id where it has none of its own. */
  orderIdOf?: readonly string[];
  /** Yes in the consent column means no. */
  consentIsOptOut?: boolean;
  /** Further columns of a customers file that are kept, by the name under which a policy knows them. */
  attributes?: Readonly<Record<string, readonly string[]>>;
  /** Header names that begin so are attributes as well; the rest of the name is theirs. */
  attributePrefix?: RegExp;
  /** The lines below the table, their filled cells joined by spaces; from the first one on nothing is data. */
  footer?: readonly RegExp[];
  /** Code of the problem for which every such file is refused: it is known, but of no use by itself. */
  refuse?: string;
  /** What nobody could verify, in plain English. */
  guesses: readonly string[];
}

/** `a|b|c` as a list; headers hold commas, but no bars. */
export const list = (names: string): string[] => names.split('|');

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
