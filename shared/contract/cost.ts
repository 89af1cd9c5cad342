import { z } from 'zod';
import { BilingualSchema } from '../domain/bilingual.ts';
import { LocalDateSchema } from '../domain/dates.ts';
import { EngineSchema } from '../domain/engine.ts';

/** What a run costs at AWS, in US dollars; `pricesOf` dates the prices. `total` is the sum of the lines, to 4 digits. */
export const CostSchema = z.object({
  pricesOf: LocalDateSchema,
  lines: z.array(z.object({ id: z.string(), say: BilingualSchema, count: z.number(), usd: z.number() })),
  total: z.number(),
});
export type Cost = z.infer<typeof CostSchema>;

/** What the cost was reckoned from; `RunVolume` of the domain. */
export const RunVolumeSchema = z.object({
  engine: EngineSchema,
  rows: z.int(),
  customers: z.int(),
  changes: z.int(),
  told: z.int(),
  parts: z.int(),
  mails: z.int(),
  due: z.int(),
  days: z.int(),
  perSecond: z.number().optional(),
});
