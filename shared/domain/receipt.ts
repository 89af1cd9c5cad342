import { z } from 'zod';
import { LocalDateSchema } from './dates.ts';
import { CauseSchema, ChangeKindSchema } from './held.ts';
import { OverrideSchema } from './override.ts';
import { WhenSchema } from './policy/names.ts';

const CellSchema = z.union([z.int(), z.string()]).nullable();
const UnitSchema = z.enum(['count', 'days', 'money', 'number', 'text']);

const BandedTraceSchema = z.object({
  of: z.string(),
  /** Receipts of an earlier program do not say it. */
  unit: UnitSchema.default('count'),
  raw: z.int().nullable(),
  better: z.enum(['higher', 'lower']),
  edges: z.array(z.number()),
  per: z.string().optional(),
  unknown: z.int().optional(),
  value: z.int(),
});
const WeightedTraceSchema = z.object({ weights: z.record(z.string(), z.number()), value: z.number() });

const RungSchema = z.object({ id: z.string(), when: WhenSchema });

/** How the names of the conditions are to be read, and the rules behind those that are no features. */
const RulesSchema = z.object({
  readables: z.record(
    z.string(),
    z.object({
      unit: z.union([UnitSchema, z.enum(['score', 'flag'])]),
      levels: z.array(z.string()).optional(),
      yesNo: z.literal(true).optional(),
    }),
  ),
  flags: z.record(z.string(), WhenSchema),
  stages: z.array(RungSchema),
  segments: z.record(z.string(), z.array(RungSchema)),
});

const MovementSchema = z.object({
  mode: z.enum(['periodic', 'onDemand']),
  heldTier: z.string().nullable(),
  ruleTier: z.string(),
  heldRank: z.int().nullable(),
  ruleRank: z.int(),
  between: z.enum(['up', 'both', 'none']),
  downAfterMisses: z.int(),
  misses: z.int(),
  /** The tiers from the top with their ranks, where steps down are limited; `from`: they are counted from this one. */
  steps: z
    .object({
      atMost: z.int(),
      ladder: z.array(z.object({ id: z.string(), rank: z.int() })),
      from: z.string().optional(),
    })
    .optional(),
  /** First day on which he may go down again after his last rise. */
  graceUntil: LocalDateSchema.optional(),
  /** What he would reach if every bound were missed by so many per cent of itself. */
  margin: z.object({ percent: z.number(), tier: z.string(), rank: z.int() }).optional(),
  /** What he would reach on the cut points that gave him his tier, with what the model of then says of him. */
  others: z
    .object({
      edges: z.record(z.string(), z.array(z.number())),
      seen: z.record(z.string(), CellSchema),
      tier: z.string(),
      rank: z.int(),
    })
    .optional(),
});

/** What kept somebody above the tier that the rule gives; `''` = nothing did. */
export const ProtectionSchema = z.enum([
  'misses',
  'grace',
  'margin',
  'others',
  'steps',
  'between',
  'manual',
  '',
]);
export type Protection = z.infer<typeof ProtectionSchema>;

/** Everything that decided one customer's tier; amounts in minor units of `currency`. */
export const ReceiptSchema = z.object({
  customerId: z.string(),
  runId: z.string(),
  runSeq: z.int(),
  asOf: LocalDateSchema,
  period: z.string(),
  policyHash: z.string(),
  /** The run whose cut points were used. */
  calibratedBy: z.string(),
  currency: z.string(),
  firstOrderDate: LocalDateSchema.nullable(),
  lastOrderDate: LocalDateSchema.nullable(),
  lifetimeOrders: z.int(),
  lifetimeNet: z.int(),
  orderCount: z.int(),
  netAmount: z.int(),
  /** Every feature that the policy reads, whole units of its scale. */
  seen: z.record(z.string(), CellSchema).default({}),
  scores: z.record(z.string(), z.union([BandedTraceSchema, WeightedTraceSchema])),
  rules: RulesSchema.default({ readables: {}, flags: {}, stages: [], segments: {} }),
  flags: z.record(z.string(), z.boolean()).default({}),
  stage: z.string().nullable().default(null),
  segments: z.record(z.string(), z.string()).default({}),
  /** The rungs from the top down to the one that held. */
  asked: z.array(z.object({ tier: z.string(), when: WhenSchema })).min(1),
  movement: MovementSchema,
  protection: ProtectionSchema.default(''),
  /** The manual tier in force. */
  override: OverrideSchema.nullable().default(null),
  /** The tier without a manual one. */
  earned: z.string().default(''),
  tier: z.string(),
  previousTier: z.string().nullable(),
  change: ChangeKindSchema,
  cause: CauseSchema,
  misses: z.int(),
  missedPeriod: z.string().nullable(),
});
export type Receipt = z.infer<typeof ReceiptSchema>;
