import type { LocalDate } from './dates.ts';

/** What was observed of one customer up to the run's date; absolute facts, and the window's count and amount. */
export interface Features {
  customerId: string;
  /** False: held after the last run, but in no export any more. */
  present: boolean;
  firstOrderDate: LocalDate | null;
  lastOrderDate: LocalDate | null;
  lifetimeOrders: number;
  lifetimeNet: number;
  orderCount: number;
  netAmount: number;
}

/** Whom and how to write to. */
export interface Contact {
  email: string | null;
  name: string | null;
  language: string | null;
  consent: boolean | null;
  consentOn: LocalDate | null;
}
