import { z } from 'zod';
import { BilingualSchema } from '../bilingual.ts';
import { BudgetSchema } from './mail-schema.ts';
import { Name, WhenSchema } from './names.ts';

const Weight = z
  .number()
  .refine((weight) => weight > 0 && Number.isInteger(Number((weight * 1e4).toFixed(6))), 'weight');

const BandsSchema = z.union([
  z.strictObject({
    quantile: z.int().min(2).max(10),
    /** `type7`: R's quantile of that type plus one whole unit, bins closed below; for comparison with R's `rfm`. */
    rule: z.enum(['exact', 'type7']).default('exact'),
  }),
  /**
   * Ascending, in the feature's unit (money in major units), of a weighted score as it reads; a value equal to an edge
   * belongs to the band below.
   */
  z.strictObject({ edges: z.array(z.number()).min(1).max(9) }),
  /** Shares of the customers in per cent, from the best on, ascending: `top: [5, 20]` makes three bands. */
  z.strictObject({ top: z.array(z.number().gt(0).lt(100)).min(1).max(9) }),
]);

const BandedScoreSchema = z.strictObject({
  /** A feature, or a weighted score, by name. */
  of: Name,
  better: z.enum(['higher', 'lower']),
  bands: BandsSchema,
  /** A text feature: cut points of its own for each of its values that enough customers share. */
  per: Name.optional(),
  perAtLeast: z.int().min(2).default(30),
  /** The band of somebody of whom the feature, or each part of the weighted score, is unknown; the lowest without it. */
  unknown: z.int().min(1).max(11).optional(),
});

/** Weights of other scores, up to four decimals; the result is Σ weight × band. */
const WeightedScoreSchema = z.strictObject({ weighted: z.record(Name, Weight) });

export const ScoreSchema = z.union([BandedScoreSchema, WeightedScoreSchema]);
export type Score = z.infer<typeof ScoreSchema>;

/** One rung. The first rung whose conditions all hold wins; only the last has none. */
export const TierSchema = z.strictObject({
  id: Name,
  name: BilingualSchema,
  when: WhenSchema.optional(),
  /** Equal ranks move sideways; without it each rung ranks by its place, the first highest. */
  rank: z.int().optional(),
  /** What mailing this tier may cost in a period; over all its campaigns. */
  budget: BudgetSchema.optional(),
});

/** A rung of a list of its own: the first whose conditions hold; the last has none. */
export const RungSchema = z.strictObject({ id: Name, name: BilingualSchema, when: WhenSchema.optional() });

/** Risk flags and other marks: it is up while its conditions hold. */
export const FlagSchema = z.strictObject({ name: BilingualSchema, when: WhenSchema });

export const MovementSchema = z.strictObject({
  /** Down only after this many periodic runs in a row gave a lower tier. */
  downAfterMisses: z.int().min(1).max(20).default(1),
  /** At most so many rungs down in one period. */
  maxStepsDown: z.int().min(1).optional(),
  /** Nobody goes down within this many days after he rose. */
  graceDays: z.int().min(1).max(3660).optional(),
  /** Who misses a cut by no more than this share of it, in per cent, keeps his tier. */
  marginPercent: z.number().gt(0).max(50).optional(),
  /** Nobody goes down whom the cut points of the run that gave him his tier would still keep there. */
  protectFromOthers: z.boolean().default(false),
  /** What an on-demand run may do. */
  between: z.enum(['up', 'both', 'none']).default('up'),
});
