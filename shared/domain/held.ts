import { z } from 'zod';
import { LocalDateSchema } from './dates.ts';
import { StateVersionSchema } from './version.ts';

export const ChangeKindSchema = z.enum(['joined', 'promoted', 'demoted', 'sideways', 'same', 'left']);
export type ChangeKind = z.infer<typeof ChangeKindSchema>;

/** Why a tier changed; `manual`: somebody set it, or what he had set ended. `''` when it did not. */
export const CauseSchema = z.enum(['behaviour', 'others', 'policy', 'identity', 'time', 'manual', '']);
export type Cause = z.infer<typeof CauseSchema>;

/** One step of a customer's tier history; `on` is the run's asOf. */
const HistoryEntrySchema = z.object({
  on: LocalDateSchema,
  from: z.string().nullable(),
  to: z.string().nullable(),
  change: ChangeKindSchema,
  cause: CauseSchema,
});
export type HistoryEntry = z.infer<typeof HistoryEntrySchema>;

/**
 * A customer as other systems read him from the customers table: bands and absolute facts, nothing that drifts by
 * itself (DESIGN, rule 11). Amounts are minor units of `currency`. `tier` null = left.
 */
export const PublishedSchema = z.object({
  customerId: z.string(),
  tier: z.string().nullable(),
  /** Date of the last tier change. */
  since: LocalDateSchema,
  /** Band or weighted score by score name. */
  scores: z.record(z.string(), z.number()),
  firstOrderDate: LocalDateSchema.nullable(),
  lastOrderDate: LocalDateSchema.nullable(),
  /** Counted orders and net amount of all time. */
  orders: z.int(),
  spent: z.int(),
  currency: z.string(),
  history: z.array(HistoryEntrySchema),
  /** What items of an earlier program do not have. */
  stage: z.string().nullable().default(null),
  /** The part that he is in, by the name of the list of segments. */
  segments: z.record(z.string(), z.string()).default({}),
  /** Names of the flags that are up, ascending. */
  flags: z.array(z.string()).default([]),
  /** What he buys most, by the policy's `portrait.preferences`. */
  preferences: z.record(z.string(), z.string()).default({}),
  /** Columns of customers exports, by the policy's `portrait.columns`; money in minor units, numbers in ten-thousandths. */
  columns: z.record(z.string(), z.union([z.int(), z.string()])).default({}),
  /** Last day of a manual tier. */
  overrideUntil: LocalDateSchema.nullable().default(null),
  /** The run whose receipt tells why: the one in which something of this item last changed; '' of an earlier program. */
  receipt: z.string().default(''),
});
export type Published = z.infer<typeof PublishedSchema>;

/** An item as it stands, of whatever program: what is put back must be what was there. */
export const StoredItemSchema = z.looseObject({ customerId: z.string(), tier: z.string().nullable() });
export type StoredItem = z.infer<typeof StoredItemSchema>;

/** What a customer had after the last committed run. */
export const HeldSchema = z.object({
  version: StateVersionSchema,
  published: PublishedSchema,
  /** Periodic runs in a row whose rule gave a lower tier. */
  misses: z.int(),
  missedPeriod: z.string().nullable(),
  /** Facts when the rule last agreed with his tier: a difference tells that he himself did something since. */
  lifetimeOrders: z.int(),
  lifetimeNet: z.int(),
  /** The run in which that was: its policy and cut points are the ground on which the cause of a move is found. */
  ground: z.string().optional(),
  /** The tier that he has earned, while a manual one is shown. */
  earned: z.string().optional(),
  /**
   * Why the rule first gave another tier than the one that he kept (misses to come, grace, no fall between periods), while
   * it does, unless it was time: news of his own is no news any more when he falls at last.
   */
  missCause: CauseSchema.optional(),
  /** Day of the run that last moved what he has earned, where it was up; null: it was not; states of before lack it. */
  roseOn: LocalDateSchema.nullable().optional(),
  /** The period of his last fall under a limit of steps, and the tier that its steps are counted from. */
  stepped: z.object({ period: z.string(), from: z.string() }).optional(),
});
export type Held = z.infer<typeof HeldSchema>;
