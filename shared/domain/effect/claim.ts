import { z } from 'zod';
import type { Interval } from './interval.ts';

/** Whether data support a claim of the kind “at least so much”. `open`: the interval has both. */
export const SupportSchema = z.enum(['supported', 'open', 'contradicted']);
export type Support = z.infer<typeof SupportSchema>;

/** What is claimed of mail (case study 28): 30 % less churn, and 50 % more back than was spent. */
export const CLAIMS = { lost: -0.3, returned: 0.5 } as const;

/** Supported where the whole interval reaches as far as the claim or farther, contradicted where none of it does. */
export function supportOf({ from, to }: Pick<Interval, 'from' | 'to'>, claim: number): Support {
  const [least, most] = claim < 0 ? [-to, -from] : [from, to];
  if (least >= Math.abs(claim)) return 'supported';
  return most < Math.abs(claim) ? 'contradicted' : 'open';
}
