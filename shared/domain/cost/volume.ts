import type { Engine } from '../engine.ts';

/** What a run has to do, as it is known when it is planned. */
export interface RunVolume {
  engine: Engine;
  /** Rows of all exports that count. */
  rows: number;
  customers: number;
  /** Customers whose published item is written. */
  changes: number;
  /** Customers of whose change of tier other systems are told. */
  told: number;
  parts: number;
  /** Planned mails, of which `due` go out. */
  mails: number;
  due: number;
  /** Days that the mails need. */
  days: number;
  /** Mails a second that SES lets the account send; undefined where it was not asked. */
  perSecond?: number | undefined;
}
