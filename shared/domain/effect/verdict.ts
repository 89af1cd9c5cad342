import { z } from 'zod';
import { type Interval, tells } from './interval.ts';
import { Z_80, Z_95 } from './quantiles.ts';

/**
 * What the data tell of a difference. `told`: 0 lies outside its interval. `needs`: so many more customers, in the same
 * shares of treated and held out, would tell a difference like the one seen in 80 of 100 such trials. `nothing`: what is
 * seen is no more than chance gives; the groups could have shown an effect of `smallest` or more.
 */
export const VerdictSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('told') }),
  z.object({ kind: z.literal('needs'), customers: z.int() }),
  z.object({ kind: z.literal('nothing'), smallest: z.number() }),
]);
export type Verdict = z.infer<typeof VerdictSchema>;

/** A power of 80 % at two-sided 5 %, in standard errors. */
const REACH = Z_95 + Z_80;

/**
 * The verdict on a difference that was seen among so many customers. Errors shrink with the root of the groups, and groups
 * large enough have an error of the difference ÷ 2.80. Source: J. M. Lachin, Introduction to sample size determination and
 * power analysis for clinical trials, Controlled Clinical Trials 2 (1981), 93–113. What is smaller than its own standard
 * error is taken for nothing: an appeal to collect more would only chase chance.
 */
export function verdictOf(seen: Interval, customers: number): Verdict {
  if (tells(seen)) return { kind: 'told' };
  const error = (seen.to - seen.from) / (2 * Z_95);
  if (Math.abs(seen.value) < error) return { kind: 'nothing', smallest: REACH * error };
  const times = ((REACH * error) / Math.abs(seen.value)) ** 2;
  return { kind: 'needs', customers: Math.max(1, Math.ceil(customers * (times - 1))) };
}
