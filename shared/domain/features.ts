import type { LocalDate } from './dates.ts';

/** A measured value: a whole number in its unit's scale, a text, or an ISO date; null = nothing is known. */
export type Cell = number | string | null;

/** What was observed of one customer up to a day; absolute facts, and the window's count and amount. */
export interface Facts {
  firstOrderDate: LocalDate | null;
  lastOrderDate: LocalDate | null;
  lifetimeOrders: number;
  lifetimeNet: number;
  orderCount: number;
  netAmount: number;
  /** What the policy asks for beyond these, by the names of `measuredColumns`. */
  measured: Readonly<Record<string, Cell>>;
}

/** One row of the features: a customer up to the run's date. */
export interface Features extends Facts {
  customerId: string;
  /** False: held after the last run, but in no export any more. */
  present: boolean;
  /**
   * The same without what the base run did not know, rows dated after it or of exports that it did not see: what time
   * alone would have made of him. Null where it knew all of his rows, or there is no base.
   */
  quiet: Facts | null;
}

/** Whom and how to write to. */
export interface Contact {
  email: string | null;
  name: string | null;
  language: string | null;
  consent: boolean | null;
  consentOn: LocalDate | null;
  /** Content id of the export that holds that statement. */
  consentSource: string | null;
}
