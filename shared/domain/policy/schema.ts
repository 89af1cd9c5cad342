import { z } from 'zod';
import { BilingualSchema, LanguageSchema } from '../bilingual.ts';
import { CampaignSchema } from './campaign-schema.ts';
import { FeatureSchema, LifetimeSchema, MOST_DAYS } from './feature-schema.ts';
import { FlagSchema, MovementSchema, RungSchema, ScoreSchema, TierSchema } from './grading-schema.ts';
import { EffectSettingsSchema, GuardsSchema } from './guard-schema.ts';
import { HttpsUrl, LinkNameSchema, MailSettingsSchema } from './mail-schema.ts';
import { CurrencyCodeSchema, PolicyMappingSchema } from './mapping.ts';
import { Name } from './names.ts';
import { EVERYWHERE, WriteBackSchema } from './write-back-schema.ts';

export type { Campaign } from './campaign-schema.ts';
export type { Score } from './grading-schema.ts';

export const PolicySchema = z.strictObject({
  version: z.literal(1),
  shop: z.strictObject({
    name: BilingualSchema,
    language: LanguageSchema,
    /** Stands at the foot of every mail. */
    postalAddress: BilingualSchema,
    /** Pages of the shop that mails may lead to. */
    links: z.partialRecord(LinkNameSchema, HttpsUrl).default({}),
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
    coverDays: z.int().min(0).max(MOST_DAYS).default(7),
  }),
  window: z.strictObject({ days: z.int().positive().max(MOST_DAYS) }),
  zeroCounts: z.boolean().default(false),
  /** What is known of a customer beyond the features that are always there; by names of the shop's own. */
  features: z.record(Name, FeatureSchema).default({}),
  lifetime: LifetimeSchema.optional(),
  scores: z.record(Name, ScoreSchema),
  flags: z.record(Name, FlagSchema).default({}),
  /** The stages of a customer's life, the first that holds; read as `stage`. */
  stages: z.array(RungSchema).min(2).optional(),
  /** Parts of the customers across tiers, each list by its own name; a customer is in one part of each. */
  segments: z.record(Name, z.array(RungSchema).min(2)).default({}),
  tiers: z.array(TierSchema).min(2),
  movement: MovementSchema,
  campaigns: z.array(CampaignSchema),
  /** What the published customer shows besides tier, scores, stage, segments and flags. */
  portrait: z
    .strictObject({
      /** What he buys most often, by counted orders in the window. */
      preferences: z.array(z.enum(['category', 'channel', 'region'])).default([]),
      /** Features from columns of customers exports. */
      columns: z.array(Name).max(20).default([]),
    })
    .default({ preferences: [], columns: [] }),
  /** When the review of the criteria speaks up: a cut point moved by more than this share of itself. */
  criteria: z
    .strictObject({ movedShare: z.number().gt(0).max(10).default(0.25) })
    .default({ movedShare: 0.25 }),
  mail: MailSettingsSchema,
  /** `guarded`: when one of the guard rails trips. */
  approval: z.enum(['never', 'always', 'guarded']),
  /** Days after which a plan that nobody decided about expires. */
  approvalDays: z.int().min(1).max(60).default(7),
  guards: GuardsSchema.default({ missing: [] }),
  effect: EffectSettingsSchema.default({ days: 90, quietDays: 180, margin: 0.3 }),
  /** Files and events by which other systems learn the tiers. */
  writeBack: WriteBackSchema.default(EVERYWHERE),
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
      /** Who gets the plans, the reports and the alarms of runs. */
      runs: z.array(z.email()).max(20).default([]),
    })
    .default({ answers: [], runs: [] }),
});
export type Policy = z.infer<typeof PolicySchema>;
