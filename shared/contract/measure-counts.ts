import { z } from 'zod';
import { LocalDateSchema } from '../domain/dates.ts';

/** rows = repeated + anonymous + later + counted. */
const EventCountsSchema = z.object({
  rows: z.int(),
  /** Older statements of an id that has a newer one, and rows without an id that a newer file has as well. */
  repeated: z.int(),
  anonymous: z.int(),
  /** Dated after the run's date. */
  later: z.int(),
  counted: z.int(),
});

/**
 * orderRows = repeated + anonymous + later + cancelled + unpaid + notCounted + orders (those that count as a purchase);
 * features = customers + left.
 */
export const MeasureCountsSchema = z.object({
  features: z.int(),
  customers: z.int(),
  left: z.int(),
  orderRows: z.int(),
  /** Older statements about an order that has a newer one. */
  repeated: z.int(),
  anonymous: z.int(),
  /** Dated after the run's date. */
  later: z.int(),
  cancelled: z.int(),
  unpaid: z.int(),
  /** Zero amounts, wholly refunded ones and refund rows. */
  notCounted: z.int(),
  orders: z.int(),
  /** Addresses, and phones where the policy knows people by them, that stand under more than one customer. */
  sharedAddresses: z.int().optional(),
  sharedPhones: z.int().optional(),
  /** Refund rows of orders that no export holds. */
  refundOrphans: z.int().optional(),
  /** Counted orders of the last period that was over on the run's date, and of the one before it. */
  ordersOfPeriod: z.int().optional(),
  ordersOfPeriodBefore: z.int().optional(),
  /** Day of the newest counted order; null where there is none. */
  newestOrder: LocalDateSchema.nullable().optional(),
  /** Rows of the exports of what people did and said; only where the policy reads them. */
  activity: EventCountsSchema.optional(),
  feedback: EventCountsSchema.optional(),
});
export type MeasureCounts = z.infer<typeof MeasureCountsSchema>;
