import { z } from 'zod';
import { LocalDateSchema } from '../domain/dates.ts';

/** What an operator asks for, put as `requests/<id>.json` into the uploads bucket. */
export const RequestSchema = z.discriminatedUnion('want', [
  z.strictObject({ want: z.literal('run'), asOf: LocalDateSchema, mode: z.enum(['periodic', 'onDemand']) }),
  z.strictObject({ want: z.literal('approve'), runId: z.string() }),
  z.strictObject({ want: z.literal('reject'), runId: z.string() }),
]);
export type Request = z.infer<typeof RequestSchema>;
