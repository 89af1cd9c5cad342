import { z } from 'zod';
import { LocalDateSchema } from './dates.ts';

/** A tier that somebody gave by hand, up to and with the day `until`. */
export const OverrideSchema = z.object({
  customerId: z.string(),
  tier: z.string(),
  until: LocalDateSchema,
  why: z.string(),
});
export type Override = z.infer<typeof OverrideSchema>;
