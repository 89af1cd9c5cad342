import { z } from 'zod';
import { BehaviourSchema, SpendSchema } from './lifetime/model.ts';

const ErrorsSchema = z.object({ model: z.number().nullable(), naive: z.number() });

/**
 * How a model did on the tail that it had not seen; purchase days of all its customers together, and the errors of one.
 * The model's figures are null where nothing could be fitted on the shorter histories.
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

/** What a run learnt of how customers go on, and whether its predictions are used. */
export const LearntLifetimeSchema = z.object({
  kind: z.enum(['bgnbd', 'mbgnbd']),
  verdict: z.enum(['used', 'loses', 'too_little_data', 'no_churn_signal', 'degenerate']),
  behaviour: BehaviourSchema.nullable(),
  spend: SpendSchema.nullable(),
  standardErrors: z.object({ r: z.number(), alpha: z.number(), a: z.number(), b: z.number() }).nullable(),
  /** Of the logarithms of r, alpha, a, b. */
  covariance: z.array(z.array(z.number())).nullable(),
  customers: z.int(),
  repeaters: z.int(),
  /** Null where nobody had bought before the tail. */
  backTest: BackTestSchema.nullable(),
  /** Purchase days that all customers together are expected to have in the next period, with 95 % bounds. */
  next: z.object({ days: z.int(), expected: z.number(), low: z.number(), high: z.number() }).nullable(),
});
export type LearntLifetime = z.infer<typeof LearntLifetimeSchema>;
