import { z } from 'zod';
import { BilingualSchema } from '../domain/bilingual.ts';
import { LocalDateSchema } from '../domain/dates.ts';
import { SupportSchema } from '../domain/effect/claim.ts';
import { VerdictSchema } from '../domain/effect/verdict.ts';
import { StateVersionSchema } from '../domain/version.ts';

const IntervalSchema = z.object({ value: z.number(), from: z.number(), to: z.number() });
const DifferenceSchema = IntervalSchema.extend({ verdict: VerdictSchema });
const ClaimedSchema = IntervalSchema.extend({ support: SupportSchema });

/** What customers did within the days: how many bought and were lost, and their net revenue in minor units. */
const DidSchema = z.object({ customers: z.int(), bought: z.int(), lost: z.int(), revenue: z.int() });

/**
 * The effect of one campaign, or of all mail, on all tiers or one. Differences are treated minus held out, 95 % intervals;
 * of proportions as shares, of money in minor units a customer.
 */
const EffectLineSchema = z.object({
  /** Rule of the policy; null: all mail, the global control group against everybody else. */
  campaign: z.string().nullable(),
  name: BilingualSchema.nullable(),
  /** Null: all tiers together. */
  tier: z.object({ id: z.string(), name: BilingualSchema }).nullable(),
  treated: DidSchema,
  heldOut: DidSchema,
  /** The treated in as many days up to their mail. */
  before: DidSchema,
  /** Days after the mail that were looked at, of the newest and of the oldest mails; and how many customers had them all. */
  days: z.object({ least: z.int(), most: z.int(), whole: z.int() }),
  /** Customers who have nobody comparable in the other group. */
  leftOut: z.int(),
  bought: DifferenceSchema,
  lost: DifferenceSchema,
  /** Null where nobody in either group bought anything, which tells nothing. */
  revenue: DifferenceSchema.nullable(),
  /** Revenue × the policy's margin less the codes, for a treated customer. */
  margin: IntervalSchema.nullable(),
  sent: z.int(),
  /** Of all mails and codes, in minor units. */
  cost: z.object({ mails: z.number(), codes: z.number() }),
  /** (Margin that the mails brought − cost) ÷ cost; null where nothing was spent. */
  returned: ClaimedSchema.nullable(),
  /** By what share fewer or more were lost; null where one group lost nobody. */
  lostChange: ClaimedSchema.nullable(),
});
export type EffectLine = z.infer<typeof EffectLineSchema>;

/** `effect.json`: what mail changed, by the groups that were held out before it went. */
export const EffectSchema = z.object({
  version: StateVersionSchema,
  runId: z.string(),
  asOf: LocalDateSchema,
  currency: z.string(),
  /** The policy's settings that it was reckoned by. */
  days: z.int(),
  quietDays: z.int(),
  marginShare: z.number(),
  /** Runs whose mails were looked at, oldest first. */
  runs: z.array(z.object({ runId: z.string(), asOf: LocalDateSchema })),
  /** Customers who share a mailbox: one of them may have been written to and the other held out. */
  shared: z.int(),
  lines: z.array(EffectLineSchema),
  /** Campaigns with nobody to compare: without a hold-out, or with too few. */
  unmeasured: z.array(
    z.object({
      campaign: z.string(),
      name: BilingualSchema.nullable(),
      customers: z.int(),
      why: z.enum(['noHoldOut', 'tooFew']),
    }),
  ),
});
export type Effect = z.infer<typeof EffectSchema>;
