import type { RunVolume } from '../cost/volume.ts';
import { type Engine, engineOf } from '../engine.ts';
import { MOST_MAIL_DAYS } from '../mail/spread.ts';
import { LIMITS } from './limits.ts';
import type { Machine } from './machine.ts';
import { SAMPLE } from './rates.ts';

/** A shop, and what SES lets its account send. */
export interface Shop {
  customers: number;
  orders: number;
  /** Customers whose item is written. */
  changed: number;
  /** Mails that go out. */
  mails: number;
  /** Files. */
  exports: number;
  /** Mails a second, and in 24 hours. */
  perSecond: number;
  perDay: number;
  /** Where somebody asks for one. */
  engine?: Engine;
}

/** Rows that a file has where nobody says how many files there are. */
const ROWS_AN_EXPORT = 10_000_000;

/** What SES often grants a new account at first; it publishes no figure. */
const FIRST_QUOTA = { perSecond: 14, perDay: 50_000 } as const;

/** A shop of so many customers that is otherwise like the sample, but for what is said of it. */
export function shopOf(customers: number, said: Partial<Shop> = {}): Shop {
  const { orders = SAMPLE.orders * customers, ...more } = said;
  return {
    ...{ customers, orders, ...FIRST_QUOTA },
    changed: Math.round(SAMPLE.changed * customers),
    mails: Math.round(SAMPLE.due * customers),
    exports: Math.max(2, Math.ceil((orders + customers) / ROWS_AN_EXPORT)),
    ...more,
  };
}

/** One row for an order, and one for a customer. */
export const rowsOf = ({ customers, orders }: Pick<Shop, 'customers' | 'orders'>): number =>
  customers + orders;

export const DAY_SECONDS = 86_400;

/** Mails that a day bears: the quota, or what the rate comes to. */
export const aDayOf = ({ perDay, perSecond }: Pick<Shop, 'perDay' | 'perSecond'>): number =>
  Math.min(perDay, perSecond * DAY_SECONDS);

/** Days that the mails need; 0 where there are none. */
export const mailDays = (shop: Pick<Shop, 'mails' | 'perDay' | 'perSecond'>): number =>
  Math.ceil(shop.mails / aDayOf(shop));

/** What a run of the shop has to do; parts are cut as measure cuts them. */
export function volumeOf(shop: Shop, machine: Machine): RunVolume {
  const { customers, changed, mails, perSecond } = shop;
  const rows = rowsOf(shop);
  return {
    ...{ engine: engineOf(shop.engine, rows, machine.athenaFromRows), rows, customers, perSecond },
    ...{ changes: changed, told: Math.round((SAMPLE.told / SAMPLE.changed) * changed) },
    parts: Math.max(1, Math.ceil(customers / perPart(customers, machine))),
    ...{ mails: Math.round(SAMPLE.planned * mails), due: mails },
    days: Math.min(mailDays(shop), MOST_MAIL_DAYS),
  };
}

/** Customers that a part has: more than the settings say where there would be too many parts. */
export const perPart = (customers: number, { customersPerPart }: Machine): number =>
  Math.max(customersPerPart, Math.ceil(customers / LIMITS.parts));
