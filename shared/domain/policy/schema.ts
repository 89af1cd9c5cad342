import { z } from 'zod';
import { BilingualSchema, LanguageSchema } from '../bilingual.ts';
import { CurrencyCodeSchema, PolicyMappingSchema } from './mapping.ts';

// The words after a pattern name its text in `fault.ts`, which says it in every language.
const Name = z.string().regex(/^[a-z][a-zA-Z0-9_-]{0,63}$/, 'name');
const Weight = z
  .number()
  .refine((weight) => weight > 0 && Number.isInteger(Number((weight * 1e4).toFixed(6))), 'weight');

/** What a score is taken from. Days count from the last counted order to the run's date. */
const RawSchema = z.enum(['daysSinceLastOrder', 'orderCount', 'netAmount']);

const BandsSchema = z.union([
  z.strictObject({ quantile: z.int().min(2).max(10) }),
  /** Ascending, in the raw value's unit (money in major units); a value equal to an edge belongs to the band below. */
  z.strictObject({ edges: z.array(z.number()).min(1).max(9) }),
]);

const BandedScoreSchema = z.strictObject({
  of: RawSchema,
  better: z.enum(['higher', 'lower']),
  bands: BandsSchema,
});

/** Weights of other scores, up to four decimals; the result is Σ weight × band. */
const WeightedScoreSchema = z.strictObject({ weighted: z.record(Name, Weight) });

const ScoreSchema = z.union([BandedScoreSchema, WeightedScoreSchema]);
export type Score = z.infer<typeof ScoreSchema>;

/** `>= 4.2`, `<= 2`, `= 5`, `> 1`, `< 3`. */
const ConditionSchema = z.string().regex(/^(>=|<=|>|<|=)\s*\d{1,9}(\.\d{1,4})?$/, 'condition');

/** One rung. The first rung whose conditions all hold wins; only the last has none. */
const TierSchema = z.strictObject({
  id: Name,
  name: BilingualSchema,
  when: z.record(Name, ConditionSchema).optional(),
  /** Equal ranks move sideways; without it each rung ranks by its place, the first highest. */
  rank: z.int().optional(),
});

const MembershipSchema = z.strictObject({
  rule: Name,
  kind: z.literal('membership'),
  tier: Name,
  template: Name,
});

const MovementSchema = z.strictObject({
  rule: Name,
  kind: z.literal('movement'),
  on: z.array(z.enum(['joined', 'promoted', 'demoted', 'sideways'])).min(1),
  /** The tier moved into. */
  tier: Name,
  template: Name,
  /** Also answers changes whose cause is the policy or the identity rule, and the first commit. */
  whenPolicyChanged: z.boolean().default(false),
});

const CampaignSchema = z.discriminatedUnion('kind', [MembershipSchema, MovementSchema]);
export type Campaign = z.infer<typeof CampaignSchema>;

export const PolicySchema = z.strictObject({
  version: z.literal(1),
  shop: z.strictObject({
    name: BilingualSchema,
    language: LanguageSchema,
    /** Stands at the foot of every mail. */
    postalAddress: BilingualSchema,
  }),
  identity: z.array(z.enum(['customer_id', 'email', 'phone'])).min(1),
  timeZone: z.string(),
  /** Without `code`: the currency of the first orders export. `rates`: how many units of `code` one unit is worth. */
  currency: z.strictObject({
    code: CurrencyCodeSchema.optional(),
    rates: z.record(CurrencyCodeSchema, z.number().positive()).default({}),
  }),
  schedule: z.strictObject({
    every: z.enum(['month', 'quarter', 'halfYear']),
    /** Month in which the (fiscal) year starts. */
    firstMonth: z.int().min(1).max(12).default(1),
    /** Local time of the run on the first day after a period. */
    at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'clock'),
    /** A period is covered when the newest order lies at most this many days before its end. */
    coverDays: z.int().min(0).default(7),
  }),
  window: z.strictObject({ days: z.int().positive() }),
  zeroCounts: z.boolean().default(false),
  scores: z.record(Name, ScoreSchema),
  tiers: z.array(TierSchema).min(2),
  movement: z.strictObject({
    /** Down only after this many periodic runs in a row gave a lower tier. */
    downAfterMisses: z.int().min(1).default(1),
    /** What an on-demand run may do. */
    between: z.enum(['up', 'both', 'none']).default('up'),
  }),
  campaigns: z.array(CampaignSchema),
  mail: z.strictObject({
    /** The same rule does not write twice about the same tier within this many days. */
    cooldownDays: z.int().min(0).default(30),
  }),
  approval: z.enum(['never', 'always']),
  intake: z.strictObject({
    /** More bad rows than this share refuse the whole file. */
    maxRejectShare: z.number().min(0).max(1).default(0.05),
    /** How 03/04/2025 and 1,234 are read in files of which nothing else tells; without it such a file is refused. */
    dates: z.enum(['DMY', 'MDY']).optional(),
    amounts: z.enum(['point', 'comma']).optional(),
  }),
  /** How exports are read that no profile knows, by names of the shop's own. */
  mappings: z.record(Name, PolicyMappingSchema).default({}),
  notify: z
    .strictObject({
      /** Who is told by mail what became of each upload. */
      answers: z.array(z.email()).max(20).default([]),
    })
    .default({ answers: [] }),
});
export type Policy = z.infer<typeof PolicySchema>;
