import { z } from 'zod';
import { LocalDateSchema } from './dates.ts';
import { CauseSchema, ChangeKindSchema } from './held.ts';
import { climb, reached } from './ladder.ts';
import { settle } from './movement.ts';
import { bandOf, valuesOf, weightedSum } from './scores.ts';

const BandedTraceSchema = z.object({
  of: z.enum(['daysSinceLastOrder', 'orderCount', 'netAmount']),
  raw: z.int().nullable(),
  better: z.enum(['higher', 'lower']),
  edges: z.array(z.number()),
  value: z.int(),
});
const WeightedTraceSchema = z.object({ weights: z.record(z.string(), z.number()), value: z.number() });

const MovementSchema = z.object({
  mode: z.enum(['periodic', 'onDemand']),
  heldTier: z.string().nullable(),
  ruleTier: z.string(),
  heldRank: z.int().nullable(),
  ruleRank: z.int(),
  between: z.enum(['up', 'both', 'none']),
  downAfterMisses: z.int(),
  misses: z.int(),
});

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
  scores: z.record(z.string(), z.union([BandedTraceSchema, WeightedTraceSchema])),
  /** The rungs from the top down to the one that held. */
  asked: z.array(z.object({ tier: z.string(), when: z.record(z.string(), z.string()) })).min(1),
  /** What protected the held tier, if anything did. */
  movement: MovementSchema,
  tier: z.string(),
  previousTier: z.string().nullable(),
  change: ChangeKindSchema,
  cause: CauseSchema,
  misses: z.int(),
  missedPeriod: z.string().nullable(),
});
export type Receipt = z.infer<typeof ReceiptSchema>;

/** Decides once more from nothing but the receipt: whoever reads it can check it. */
export function retrace({ scores, asked, movement }: Receipt): string {
  const bands: Record<string, number> = {};
  for (const [name, score] of Object.entries(scores))
    if ('of' in score) bands[name] = bandOf(score.raw, score.edges, score.better);
  const values = { ...valuesOf(scores), ...bands };
  for (const [name, score] of Object.entries(scores))
    if ('weights' in score) values[name] = weightedSum(score.weights, bands);
  return settle({ ...movement, ruleTier: reached(climb(asked, values)) }).tier;
}
