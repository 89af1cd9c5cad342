import { z } from 'zod';
import { BilingualSchema } from '../domain/bilingual.ts';

/**
 * What somebody should look at before a plan happens: what was found, what is allowed, and what to do. `trips`: a guard
 * rail of the policy says so, and where approval is guarded the plan waits for a person.
 */
export const AnomalySchema = z.object({
  code: z.string().regex(/^G_[A-Z_]+$/),
  say: BilingualSchema,
  trips: z.boolean(),
});
