import type { LocalDate } from '../domain/dates.ts';
import type { Policy } from '../domain/policy/schema.ts';
import type { Literal } from './bind.ts';
import type { Sql } from './texts.ts';

/** What the columns of a run rest on. */
export interface MeasuredGround {
  sql: Sql;
  policy: Policy;
  /** ISO 4217 code that amounts are in. */
  currency: string;
  asOf: LocalDate;
}

/** And where the orders that count stand under their customers. */
export interface OrdersGround extends MeasuredGround {
  orders: 'keyed_orders' | 'current_orders';
}

/**
 * The same statements read twice: all rows that count, up to the run's date; and of those to whom something happened
 * since the base run the rows that it saw, up to its date.
 */
export interface Pass {
  name: 'current' | 'quiet';
  knownTo: LocalDate;
}

type Relation = 'orders' | 'taken_back' | 'judged' | 'order_facts' | 'activity' | 'feedback' | 'customers';

export const relation = ({ name }: Pass, of: Relation): Literal => ({ sql: `${name}_${of}` });

/** A column of the features that a measured table gives. */
export interface GivenColumn {
  column: string;
  /** 0 is known of somebody of whom there are no rows; else nothing is. */
  zero: boolean;
  /** Only as things are, never as they would have been without what happened since the base run. */
  nowOnly?: boolean;
}

/** A table with one row a customer beside the features; its name stands behind that of the pass. */
export interface MeasuredTable {
  name: string;
  columns: readonly GivenColumn[];
  statement(pass: Pass): string;
}
