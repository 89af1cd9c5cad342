import { z } from 'zod';
import { BehaviourSchema, SpendSchema } from './lifetime/model.ts';

const ErrorsSchema = z.object({ model: z.number().nullable(), naive: z.number() });

/**
 * How a model did on the tail that it had not seen: what all its customers did together, and the errors of one; purchase
 * days or minor units. The model's figures are null where nothing could be fitted on the shorter histories.
 */
export const BackTestSchema = z.object({
  verdict: z.enum(['wins', 'loses', 'too_little_data', 'no_churn_signal', 'degenerate']),
  holdoutDays: z.int(),
  customers: z.int(),
  actual: z.number(),
  predicted: z.number().nullable(),
  naive: z.number(),
  mae: ErrorsSchema,
  rmse: ErrorsSchema,
});

const VerdictSchema = z.enum(['used', 'loses', 'too_little_data', 'no_churn_signal', 'degenerate']);

/** What a run learnt of how customers go on, and whether its predictions are used. */
export const LearntLifetimeSchema = z.object({
  kind: z.enum(['bgnbd', 'mbgnbd']),
  /** Of purchase behaviour: without `used` nothing is foretold. */
  verdict: VerdictSchema,
  /** Of what a purchase day is worth: without `used` no value is. An earlier program's `verdict` spoke for both. */
  spendVerdict: VerdictSchema.default('used'),
  behaviour: BehaviourSchema.nullable(),
  spend: SpendSchema.nullable(),
  standardErrors: z.object({ r: z.number(), alpha: z.number(), a: z.number(), b: z.number() }).nullable(),
  /** Of the logarithms of r, alpha, a, b. */
  covariance: z.array(z.array(z.number())).nullable(),
  customers: z.int(),
  repeaters: z.int(),
  /** Purchase days. Null where nobody had bought before the tail. */
  backTest: BackTestSchema.nullable(),
  /** What they came to, in minor units; null as above, and from an earlier program. */
  spendTest: BackTestSchema.nullable().default(null),
  /** Purchase days that all customers together are expected to have in the next period, with 95 % bounds. */
  next: z.object({ days: z.int(), expected: z.number(), low: z.number(), high: z.number() }).nullable(),
});
export type LearntLifetime = z.infer<typeof LearntLifetimeSchema>;
